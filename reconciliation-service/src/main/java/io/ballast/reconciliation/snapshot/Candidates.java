// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BookedTrade;
import io.ballast.reconciliation.matching.Matcher;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which of the bot's trades are held against the broker. */
final class Candidates {

    private Candidates() {}

    /**
     * Open trades, simulated ones only if they name a ticket; not those already found closed, unless the broker shows
     * them again; and trades closed a moment ago that the broker still shows.
     *
     * @param held the positions that earlier runs found each trade to be, by its id
     */
    static List<BookedTrade> of(
            Collection<TradeRecord> trades, Map<String, Set<Long>> held, Set<Long> ticketsShown, Instant takenAt) {
        return trades.stream()
                .filter(record -> !superseded(record, trades))
                .filter(record -> compared(
                        record, booked(record, held).tickets().stream().anyMatch(ticketsShown::contains), takenAt))
                .map(record -> booked(record, held))
                .toList();
    }

    /** What the user adopted is the bot's as soon as a trade of the bot's own names the same position. */
    static boolean superseded(TradeRecord record, Collection<TradeRecord> trades) {
        return open(record)
                && record.trade().adopted()
                && trades.stream()
                        .anyMatch(other -> open(other)
                                && !other.trade().adopted()
                                && Objects.equals(
                                        other.trade().ticket(), record.trade().ticket()));
    }

    private static boolean open(TradeRecord record) {
        return record.trade().status() == TradeStatus.OPEN;
    }

    private static BookedTrade booked(TradeRecord record, Map<String, Set<Long>> held) {
        BotTrade trade = record.trade();
        return new BookedTrade(
                trade.tradeId(),
                trade.ticket(),
                trade.orderId(),
                held.getOrDefault(trade.tradeId(), Set.of()),
                trade.terms(),
                record.changedAt(),
                record.missedRuns());
    }

    private static boolean compared(TradeRecord record, boolean shown, Instant takenAt) {
        BotTrade trade = record.trade();
        if (trade.status() == TradeStatus.CLOSED) {
            return shown && record.changedAt().plus(Matcher.GRACE).isAfter(takenAt);
        }
        return (trade.mode() == TradeMode.LIVE || trade.ticket() != null) && (record.settlement() == null || shown);
    }
}
