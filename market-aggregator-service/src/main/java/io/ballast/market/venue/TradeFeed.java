// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** A symbol's trades, whose ids are contiguous or merely unique. Confined to the venue's loop. */
final class TradeFeed extends Feed {

    /** Ids that are no numbers and must be remembered to know a repeated one. */
    private static final int REMEMBERED = 1_000;

    private final SequencedSet<Trade.Id.Name> names = new LinkedHashSet<>();
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

    Order follow(Trade.Id id) {
        return switch (id) {
            case Trade.Id.Number(long first, long value) -> follow(first, value);
            case Trade.Id.Name name -> follow(name);
        };
    }

    private Order follow(long first, long id) {
        Long before = last;
        boolean fresh = reconnected;
        reconnected = false;
        if (before != null && id <= before && !fresh) {
            return new Order.Repeated();
        }
        // After a reconnect lower ids are told again: the venue may have begun anew, and the events' ids are the same.
        last = id;
        return before == null || first <= before + 1 ? new Order.Next() : new Order.Missing(before + 1, first - 1);
    }

    private Order follow(Trade.Id.Name name) {
        if (!names.add(name)) {
            return new Order.Repeated();
        }
        if (names.size() > REMEMBERED) {
            names.removeFirst();
        }
        return new Order.Next();
    }

    /** Trades from here on are of another connection; what happened in between shows in their ids. */
    void interrupted() {
        reconnected = true;
    }
}
