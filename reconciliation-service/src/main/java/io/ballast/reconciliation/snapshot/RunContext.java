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
 * @param trades as they were before, by id; not those that another broker of the account has shown
 * @param others the other brokers of the account: tickets are a broker's own, another's is another position
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
        Map<String, TradeRecord> trades,
        OtherBrokers others) {

    static RunContext of(
            AccountKey key, UUID runId, Snapshot snapshot, Snapshot.Content content, AccountBook book, Instant now) {
        Map<Long, PositionState> positions = new HashMap<>();
        for (PositionState position : book.positions()) {
            if (position.broker().equals(snapshot.broker())) {
                positions.put(position.ticket(), position);
            }
        }
        Map<String, TradeRecord> trades = new HashMap<>();
        OtherBrokers others = OtherBrokers.of(book, snapshot.broker());
        book.trades().stream()
                .filter(trade -> !others.holding().contains(trade.trade().tradeId()))
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
                trades,
                others);
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
