// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.ledger.TradeRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a run makes of its account. */
final class AccountUpdates {

    private AccountUpdates() {}

    /** After an accepted run that ended at {@code ended}. */
    static AccountState accepted(
            AccountState before, AccountBook book, Snapshot snapshot, Snapshot.Content content, Run run, Ended ended) {
        SyncState sync = new SyncState(
                snapshot.takenAt(),
                ended.at(),
                ended.durationMs(),
                before.sync().totalSyncs() + 1,
                RunResult.ACCEPTED,
                null,
                run.emptySince());
        return new AccountState(
                before.key(),
                snapshot.broker(),
                content.currency(),
                content.funds(),
                sync,
                counts(book, run),
                run.drawdown());
    }

    /** After a failed run: nothing but the failure is new. */
    static AccountState failed(AccountState before, String reason) {
        SyncState was = before.sync();
        SyncState sync = new SyncState(
                was.lastTakenAt(),
                was.lastSyncAt(),
                was.lastSyncDurationMs(),
                was.totalSyncs(),
                RunResult.FAILED,
                reason,
                was.emptySince());
        return new AccountState(
                before.key(),
                before.broker(),
                before.currency(),
                before.funds(),
                sync,
                before.counts(),
                before.drawdown());
    }

    /** When a run ended, and how long it took. */
    record Ended(Instant at, long durationMs) {}

    private static Counts counts(AccountBook book, Run run) {
        Map<UUID, PositionState> positions = new HashMap<>();
        book.positions().forEach(position -> positions.put(position.id(), position));
        run.positions().forEach(position -> positions.put(position.id(), position));
        Map<String, TradeRecord> trades = new HashMap<>();
        book.trades().forEach(trade -> trades.put(trade.trade().tradeId(), trade));
        run.trades().forEach(trade -> trades.put(trade.trade().tradeId(), trade));
        return Counts.of(positions.values(), trades.values());
    }
}
