// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.CrossRates;
import io.ballast.reconciliation.matching.Instruments;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every step of one run needs.
 *
 * @param now when the run began
 * @param positions as they were before, by ticket
 * @param trades as they were before, by id
 */
record RunContext(
        AccountKey key,
        UUID runId,
        Snapshot snapshot,
        Snapshot.Content content,
        Instant now,
        Instruments instruments,
        CrossRates rates,
        Map<Long, PositionState> positions,
        Map<String, TradeRecord> trades) {

    static RunContext of(
            AccountKey key, UUID runId, Snapshot snapshot, Snapshot.Content content, AccountBook book, Instant now) {
        Map<Long, PositionState> positions = new HashMap<>();
        for (PositionState position : book.positions()) {
            if (position.broker().equals(snapshot.broker())) {
                positions.put(position.ticket(), position);
            }
        }
        Map<String, TradeRecord> trades = new HashMap<>();
        Set<String> elsewhere = atOtherBrokers(book, snapshot.broker());
        book.trades().stream()
                .filter(trade -> !elsewhere.contains(trade.trade().tradeId()))
                .forEach(trade -> trades.put(trade.trade().tradeId(), trade));
        return new RunContext(
                key,
                runId,
                snapshot,
                content,
                now,
                Instruments.of(content.instruments()),
                CrossRates.of(content.positions()),
                positions,
                trades);
    }

    /** Tickets are a broker's own: another broker's may have the same number and is another position. */
    private static Set<String> atOtherBrokers(AccountBook book, String broker) {
        return book.positions().stream()
                .filter(position -> position.open() && !position.broker().equals(broker))
                .map(position -> position.verdict().tradeId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The open positions that earlier runs found each trade to be, by its id. */
    Map<String, Set<Long>> held() {
        return positions.values().stream()
                .filter(position -> position.open() && position.verdict().tradeId() != null)
                .collect(Collectors.groupingBy(
                        position -> Objects.requireNonNull(position.verdict().tradeId()),
                        Collectors.mapping(PositionState::ticket, Collectors.toSet())));
    }

    Instant takenAt() {
        return snapshot.takenAt();
    }

    @Nullable
    PositionState before(long ticket) {
        return positions.get(ticket);
    }
}
