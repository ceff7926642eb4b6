// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.reconciliation.events.EventView;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.Ledger.Overview;
import io.ballast.reconciliation.ledger.UserSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    static StatusView view(UUID user, Overview overview, Instant now) {
        UserSummary all = overview.summary();
        return new StatusView(
                user,
                status(all, now).text,
                all.lastSyncAt(),
                all.totalSyncs(),
                all.lastSyncDurationMs(),
                all.counts().matchedOpen(),
                all.counts().matchedOpen(),
                all.counts().divergences(),
                all.counts().unmatchedOpen(),
                overview.newest().stream().map(EventView::of).toList(),
                error(all),
                overview.accounts().stream().map(account -> part(account, now)).toList());
    }

    private static StatusView.Part part(AccountState account, Instant now) {
        UserSummary alone = UserSummary.of(List.of(account));
        Counts counts = account.counts();
        return new StatusView.Part(
                account.key().account(),
                account.broker(),
                status(alone, now).text,
                alone.lastSyncAt(),
                alone.totalSyncs(),
                alone.lastSyncDurationMs(),
                counts.matchedOpen(),
                counts.matchedOpen(),
                counts.divergences(),
                counts.unmatchedOpen(),
                error(alone));
    }

    /** One account's warning makes the whole a warning; one with positions keeps it from being idle. */
    private static Status status(UserSummary all, Instant now) {
        Counts counts = all.counts();
        Instant quietest = all.quietestOpenAt();
        boolean silent = quietest != null && quietest.plus(SILENT).isBefore(now);
        if (counts.divergences() > 0 || counts.unmatchedOpen() > 0 || all.failedAccounts() > 0 || silent) {
            return Status.WARNING;
        }
        return counts.anyOpen() ? Status.HEALTHY : Status.IDLE;
    }

    private static @Nullable String error(UserSummary all) {
        int divergences = all.counts().divergences();
        return divergences > 0 ? divergences + " divergence(s) detected - review positions" : all.failure();
    }
}
