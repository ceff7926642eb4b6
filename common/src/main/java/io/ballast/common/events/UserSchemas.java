// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import static io.ballast.common.events.DataType.optional;
import static io.ballast.common.events.DataType.required;

import io.ballast.common.events.DataType.Flag;
import io.ballast.common.events.DataType.ListOf;
import io.ballast.common.events.DataType.Members;
import io.ballast.common.events.DataType.Number;
import io.ballast.common.events.DataType.OneOf;
import io.ballast.common.events.DataType.Owner;
import io.ballast.common.events.DataType.Text;
import io.ballast.common.events.DataType.Time;
import io.ballast.common.events.DataType.Whole;
import java.util.List;

/**
 * Data of the topics whose events belong to users. A snapshot's lists are not required here: one without them is a
 * failed run that the user is told of, and no invalid event.
 */
final class UserSchemas {

    private static final OneOf LEVEL = new OneOf(List.of("normal", "warning", "critical"));

    static final Members SNAPSHOT = Members.of(
            required("snapshot_id", new Text()),
            required("taken_at", new Time()),
            required("complete", new Flag()),
            optional("user_id", new Owner()),
            optional("mode", new OneOf(List.of("netting", "hedging"))),
            optional("error", new Text()),
            optional("broker", new Text()),
            optional(
                    "account",
                    Members.of(
                            optional("balance", new Number()),
                            optional("equity", new Number()),
                            optional("margin_used", new Number()),
                            optional("currency", new Text()))),
            optional("positions", new ListOf(Members.of())),
            optional("deals", new ListOf(Members.of())),
            optional("instruments", new ListOf(Members.of())));

    static final Members INTENT = Members.of(
            required("account", new Text()),
            required("trade_id", new Text()),
            required("mode", new OneOf(List.of("SIM", "LIVE", "DEBUG"))),
            required("symbol", new Text()),
            required("direction", new OneOf(List.of("buy", "sell"))),
            required("volume", new Number()),
            required("entry_price", new Number()),
            required("entry_time", new Time()),
            required("status", new OneOf(List.of("open", "closed"))),
            optional("user_id", new Owner()),
            optional("take_profit", new Number()),
            optional("stop_loss", new Number()),
            optional("ticket", new Whole()),
            optional("order_id", new Text()),
            optional("exit_price", new Number()),
            optional("exit_time", new Time()),
            optional("realized_pnl", new Number()),
            optional("signal_id", new Text()),
            optional("approval_id", new Text()));

    static final Members RECONCILED = Members.of(
            required("event_id", new Text()),
            required("event_type", new Text()),
            required("user_id", new Owner()),
            required("created_at", new Time()),
            optional(
                    "divergence_reason",
                    new OneOf(List.of(
                            "entry_slippage",
                            "volume_mismatch",
                            "tp_mismatch",
                            "sl_mismatch",
                            "partial_fill",
                            "broker_closed",
                            "unknown"))),
            required("description", new Text()),
            required(
                    "metadata",
                    Members.of(
                            optional("symbol", new Text()),
                            optional("mt5_ticket", new Whole()),
                            required("matched", new Flag()),
                            optional("pnl_gbp", new Number()),
                            optional("code", new Text()))));

    static final Members DRAWDOWN = Members.of(
            optional("account", new Text()),
            optional("user_id", new Owner()),
            optional("current_equity", new Number()),
            optional("peak_equity", new Number()),
            required("current_drawdown_pct", new Number()),
            required("alert_type", LEVEL),
            required("alert_threshold_pct", new Number()),
            required("should_close_all", new Flag()),
            optional("time_to_liquidation_seconds", new Whole()),
            optional("liquidation_at", new Time()),
            optional("estimated_seconds_to_threshold", new Whole()),
            required("data_status", new OneOf(List.of("fresh", "stale", "no_data"))),
            required("last_checked_at", new Time()));

    static final Members MARKET_ALERT = Members.of(
            optional("account", new Text()),
            optional("user_id", new Owner()),
            required("symbol", new Text()),
            required("condition_type", new OneOf(List.of("price_gap", "bid_ask_spread", "low_liquidity"))),
            required("alert_type", LEVEL),
            optional("price_gap_pct", new Number()),
            optional("bid_ask_spread_pct", new Number()),
            optional("open_price", new Number()),
            optional("close_price", new Number()),
            optional("bid", new Number()),
            optional("ask", new Number()),
            required("should_close_positions", new Flag()),
            required("detected_at", new Time()));

    private UserSchemas() {}
}
