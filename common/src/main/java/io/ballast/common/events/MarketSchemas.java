// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static io.ballast.common.events.DataType.optional;
import static io.ballast.common.events.DataType.required;

import io.ballast.common.events.DataType.Flag;
import io.ballast.common.events.DataType.ListOf;
import io.ballast.common.events.DataType.MapOf;
import io.ballast.common.events.DataType.Members;
import io.ballast.common.events.DataType.Number;
import io.ballast.common.events.DataType.OneOf;
import io.ballast.common.events.DataType.Text;
import io.ballast.common.events.DataType.Time;
import io.ballast.common.events.DataType.Whole;
import java.util.List;

/** Data of the market topics. {@code venue} is a venue's id, or {@code consolidated} where there is such a view. */
final class MarketSchemas {

    private static final OneOf STATE = new OneOf(List.of("LIVE", "STALE", "SYNCING", "GAP", "CONNECTING", "DOWN"));

    static final Members TRADE = Members.of(
            required("venue", new Text()),
            required("price", new Number()),
            required("size", new Number()),
            required("side", new OneOf(List.of("buy", "sell"))),
            required("trade_id", new Text()),
            required("venue_time", new Time()));

    static final Members QUOTE = Members.of(
            required("venue", new Text()),
            optional("bid", new Number()),
            optional("bid_size", new Number()),
            optional("ask", new Number()),
            optional("ask_size", new Number()),
            required("venues", new ListOf(new Text())),
            required("state", STATE),
            required("locked", new Flag()),
            required("crossed", new Flag()));

    static final Members FEATURES = Members.of(
            required("avg_price", new Number()),
            required("price_divergence", new Number()),
            required("num_exchanges", new Whole()),
            required("prices", new MapOf(new Number())),
            optional("volatility_factor", new Number()),
            optional(
                    "lead_lag",
                    Members.of(
                            required("leader", new Text()),
                            required("follower", new Text()),
                            required("correlation", new Number()),
                            required("lag_ms", new Whole()))),
            optional("vwap_1m", new Number()),
            optional("vwap_5m", new Number()),
            optional("spread", new Number()),
            optional("funding_delta", new Number()));

    static final Members CANDLE = Members.of(
            required("venue", new Text()),
            required("interval", new OneOf(List.of("1m", "5m", "15m", "1h", "1d"))),
            required("open_time", new Time()),
            required("open", new Number()),
            required("high", new Number()),
            required("low", new Number()),
            required("close", new Number()),
            required("volume", new Number()),
            required("closed", new Flag()));

    /** {@code from} and {@code to} are the first and the last id that is missing, where the venue numbers them. */
    static final Members CONTROL = Members.of(
            required("venue", new Text()),
            required("channel", new Text()),
            required("state", STATE),
            required("reason", new Text()),
            optional("from", new Text()),
            optional("to", new Text()),
            optional("from_time", new Time()),
            optional("to_time", new Time()),
            optional("count", new Whole()));

    private MarketSchemas() {}
}
