// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.Side;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a message says. */
sealed interface CoinbaseMessage {

    /**
     * One message in the order of its connection.
     *
     * @param sequence counts all messages of a connection from 0; -1 where there is none, as in errors
     */
    record Frame(long sequence, CoinbaseMessage message) {}

    /** {@code l2_data}: whole books, or changes of them. */
    record Books(List<Levels> books) implements CoinbaseMessage {}

    /** @param snapshot whether this is all there is */
    record Levels(String product, boolean snapshot, List<Change> changes) {}

    /** What stands at a price from now on. */
    record Change(Side side, PriceLevel level) {}

    /** {@code market_trades}, oldest first. */
    record Trades(List<Print> prints) implements CoinbaseMessage {}

    /** @param past whether it was told as history at the beginning of a subscription */
    record Print(String product, boolean past, long id, Decimal price, Decimal size, TakerSide side, Instant time) {}

    /** The products of every channel that is subscribed to now. */
    record Subscriptions(Map<String, Set<String>> products) implements CoinbaseMessage {}

    record Heartbeat() implements CoinbaseMessage {}

    record Failure(String cause) implements CoinbaseMessage {}

    record Other(String channel) implements CoinbaseMessage {}
}
