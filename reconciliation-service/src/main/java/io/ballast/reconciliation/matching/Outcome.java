// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

/** What one run found about one position, one trade, or one pair of them. */
public sealed interface Outcome {

    /**
     * Both sides hold it and agree.
     *
     * @param settled false while the pair is too fresh to be compared: what was known of it before stands
     */
    record Matched(Pair pair, Comparison comparison, boolean settled) implements Outcome {}

    /** Both sides hold it and differ. */
    record Divergent(Pair pair, Comparison comparison) implements Outcome {}

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
        /** Not found; counted, and closed when it has been missed often enough. */
        NOT_FOUND,
        /** There is no ticket to look for, or another trade has the position of that ticket. */
        NO_TICKET
    }

    /** One broker position and the bot's trade for it. */
    record Pair(BrokerPosition position, BookedTrade trade) {}
}
