// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.reconciliation.events.EventView;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** When all is well, when nothing is there, and when somebody should look. */
final class StatusRules {

    private static final Duration SILENT = Duration.ofSeconds(30);

    private enum Status {
        HEALTHY("healthy"),
        IDLE("idle"),
        WARNING("warning");

        private final String text;

        Status(String text) {
            this.text = text;
        }
    }

    private StatusRules() {}

    static StatusView view(UUID user, List<AccountState> accounts, List<Logged> events, Instant now) {
        AccountState newest = accounts.stream()
                .filter(account -> account.sync().lastSyncAt() != null)
                .max(Comparator.comparing(account -> account.sync().lastSyncAt()))
                .orElse(null);
        SyncState sync = newest == null ? SyncState.NONE : newest.sync();
        int matched = sum(accounts, Counts::matchedOpen);
        int divergences = sum(accounts, Counts::divergences);
        return new StatusView(
                user,
                worst(accounts, now).text,
                sync.lastSyncAt(),
                accounts.stream().mapToLong(a -> a.sync().totalSyncs()).sum(),
                sync.lastSyncDurationMs(),
                matched,
                matched,
                divergences,
                sum(accounts, Counts::unmatchedOpen),
                events.stream().map(EventView::of).toList(),
                error(divergences, accounts),
                accounts.stream().map(account -> part(account, now)).toList());
    }

    private static StatusView.Part part(AccountState account, Instant now) {
        Counts counts = account.counts();
        return new StatusView.Part(
                account.key().account(),
                account.broker(),
                status(account, now).text,
                account.sync().lastSyncAt(),
                account.sync().totalSyncs(),
                account.sync().lastSyncDurationMs(),
                counts.matchedOpen(),
                counts.matchedOpen(),
                counts.divergences(),
                counts.unmatchedOpen(),
                error(counts.divergences(), List.of(account)));
    }

    /** One warning makes the whole a warning; one account with positions keeps it from being idle. */
    private static Status worst(List<AccountState> accounts, Instant now) {
        List<Status> statuses =
                accounts.stream().map(account -> status(account, now)).toList();
        if (statuses.contains(Status.WARNING)) {
            return Status.WARNING;
        }
        return statuses.contains(Status.HEALTHY) ? Status.HEALTHY : Status.IDLE;
    }

    private static Status status(AccountState account, Instant now) {
        Counts counts = account.counts();
        Instant last = account.sync().lastSyncAt();
        boolean silent = last == null || last.plus(SILENT).isBefore(now);
        if (counts.divergences() > 0
                || counts.unmatchedOpen() > 0
                || account.sync().lastResult() == RunResult.FAILED
                || (silent && counts.anyOpen())) {
            return Status.WARNING;
        }
        return counts.anyOpen() ? Status.HEALTHY : Status.IDLE;
    }

    private static @Nullable String error(int divergences, List<AccountState> accounts) {
        if (divergences > 0) {
            return divergences + " divergence(s) detected - review positions";
        }
        return accounts.stream()
                .filter(account -> account.sync().lastResult() == RunResult.FAILED)
                .map(account -> account.sync().lastReason())
                .findFirst()
                .orElse(null);
    }

    private static int sum(List<AccountState> accounts, ToIntFunction<Counts> part) {
        return accounts.stream()
                .mapToInt(account -> part.applyAsInt(account.counts()))
                .sum();
    }
}
