// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BookedTrade;
import io.ballast.reconciliation.matching.Matcher;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Which of the bot's trades are held against the broker. */
final class Candidates {

    private Candidates() {}

    /**
     * Open trades, simulated ones only if they name a ticket; not those already found closed, unless the broker shows
     * them again; and trades closed a moment ago that the broker still shows.
     */
    static List<TradeRecord> of(List<TradeRecord> trades, Set<Long> ticketsShown, Instant takenAt) {
        return trades.stream()
                .filter(record -> compared(record, ticketsShown, takenAt))
                .toList();
    }

    static BookedTrade booked(TradeRecord record) {
        BotTrade trade = record.trade();
        return new BookedTrade(trade.tradeId(), trade.ticket(), trade.terms(), record.changedAt(), record.missedRuns());
    }

    private static boolean compared(TradeRecord record, Set<Long> ticketsShown, Instant takenAt) {
        BotTrade trade = record.trade();
        boolean shown = trade.ticket() != null && ticketsShown.contains(trade.ticket());
        if (trade.status() == TradeStatus.CLOSED) {
            return shown && record.changedAt().plus(Matcher.GRACE).isAfter(takenAt);
        }
        return (trade.mode() == TradeMode.LIVE || trade.ticket() != null) && (record.settlement() == null || shown);
    }
}
