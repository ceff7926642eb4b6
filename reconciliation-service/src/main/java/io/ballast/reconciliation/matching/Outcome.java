// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.util.List;

/** What one run found about one position, one trade, or one pair of them. */
public sealed interface Outcome {

    /**
     * Both sides hold it and agree.
     *
     * @param settled false while the pair is too fresh to be compared: what was known of it before stands
     */
    record Matched(Match match, Comparison comparison, boolean settled) implements Outcome {}

    /** Both sides hold it and differ. */
    record Divergent(Match match, Comparison comparison) implements Outcome {}

    /** Only the broker holds it. */
    record External(BrokerPosition position) implements Outcome {}

    /** Only the bot holds it, and the broker's history shows how it ended. */
    record Closed(BookedTrade trade, Close close) implements Outcome {}

    /** Only the bot holds it, and enough runs have looked for it in vain. */
    record BrokerClosed(BookedTrade trade) implements Outcome {}

    /** Only the bot holds it, and it is too early to say more. */
    record Pending(BookedTrade trade, Awaiting awaiting) implements Outcome {}

    /** What a pending trade waits for. */
    enum Awaiting {
        /** The bot touched it a moment ago; the broker may show it any time. */
        JUST_CHANGED,
        /** The broker showed an empty account, which needs a second look. */
        EMPTY_UNCONFIRMED,
        /** Another broker of the account may hold it, and has not been compared since this was last counted. */
        ELSEWHERE,
        /** Not found; counted, and closed when it has been missed often enough. */
        NOT_FOUND,
        /** There is no ticket to look for, or another trade has the position of that ticket. */
        NO_TICKET
    }

    /**
     * Positions and trades that are held to be the same: one of each, or several of one kind that add up to one of the
     * other.
     *
     * @param ambiguous whether another pairing fits almost as well
     */
    record Match(List<BrokerPosition> positions, List<BookedTrade> trades, By by, boolean ambiguous) {

        /** What speaks for a match, the strongest first. */
        public enum By {
            TICKET,
            ORDER,
            /** Symbol, side, time, volume and price. */
            TERMS,
            /** Several positions whose volumes add up to the trade's. */
            VOLUMES,
            /** Several trades whose signed volumes add up to the position's. */
            NET
        }

        public Match {
            positions = List.copyOf(positions);
            trades = List.copyOf(trades);
            if (positions.isEmpty() || trades.isEmpty() || (positions.size() > 1 && trades.size() > 1)) {
                throw new IllegalArgumentException("a match has one side with one element");
            }
        }

        static Match of(BrokerPosition position, BookedTrade trade, By by) {
            return new Match(List.of(position), List.of(trade), by, false);
        }

        /** The first trade by its id. */
        public BookedTrade trade() {
            return trades.getFirst();
        }
    }
}
