// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import org.jspecify.annotations.Nullable;

/** A symbol's trades, whose ids are contiguous. Confined to the venue's loop. */
final class TradeFeed extends Feed {

    private @Nullable Long last;
    private boolean reconnected;

    TradeFeed(Symbol symbol) {
        super(Channel.TRADES, symbol);
    }

    /** How a trade's id stands to the one before. */
    sealed interface Order {
        record Next() implements Order {}

        /** Told already on this connection. */
        record Repeated() implements Order {}

        /** Both ends are missing too. */
        record Missing(long from, long to) implements Order {}
    }

    Order follow(long id) {
        Long before = last;
        boolean fresh = reconnected;
        reconnected = false;
        if (before != null && id <= before && !fresh) {
            return new Order.Repeated();
        }
        // After a reconnect lower ids are told again: the venue may have begun anew, and the events' ids are the same.
        last = id;
        return before == null || id <= before + 1 ? new Order.Next() : new Order.Missing(before + 1, id - 1);
    }

    /** Trades from here on are of another connection; what happened in between shows in their ids. */
    void interrupted() {
        reconnected = true;
    }
}
