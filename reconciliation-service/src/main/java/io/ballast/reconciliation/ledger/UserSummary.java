// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a user stands, over all accounts; or one account by itself.
 *
 * @param totalSyncs accepted runs so far
 * @param lastSyncAt when the last accepted run of any of them ended
 * @param lastSyncDurationMs how long that run took
 * @param quietestOpenAt when the one with open positions that was heard of least lately was synced; null if none has any
 * @param failedAccounts those whose newest run failed
 * @param failure why it failed, of the first of them by name
 */
@Embeddable
public record UserSummary(
        int accounts,
        long totalSyncs,
        @Nullable Instant lastSyncAt,
        @Nullable Long lastSyncDurationMs,
        @Embedded Counts counts,
        @Nullable Instant quietestOpenAt,
        int failedAccounts,
        @Nullable String failure) {

    /** Of a user who has no account. */
    public static final UserSummary NONE = new UserSummary(0, 0, null, null, Counts.NONE, null, 0, null);

    public static UserSummary of(Collection<AccountState> accounts) {
        SyncState newest = accounts.stream()
                .filter(account -> account.sync().lastSyncAt() != null)
                .sorted(byName())
                .max(Comparator.comparing(
                        account -> Objects.requireNonNull(account.sync().lastSyncAt())))
                .map(AccountState::sync)
                .orElse(SyncState.NONE);
        return new UserSummary(
                accounts.size(),
                accounts.stream().mapToLong(a -> a.sync().totalSyncs()).sum(),
                newest.lastSyncAt(),
                newest.lastSyncDurationMs(),
                new Counts(
                        sum(accounts, Counts::matchedOpen),
                        sum(accounts, Counts::divergences),
                        sum(accounts, Counts::unmatchedOpen),
                        sum(accounts, Counts::pendingOpen),
                        sum(accounts, Counts::settledOpen)),
                accounts.stream()
                        .filter(account -> account.counts().anyOpen())
                        .map(account ->
                                Objects.requireNonNullElse(account.sync().lastSyncAt(), Instant.EPOCH))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                Math.toIntExact(accounts.stream().filter(UserSummary::failed).count()),
                accounts.stream()
                        .filter(UserSummary::failed)
                        .sorted(byName())
                        .map(account -> account.sync().lastReason())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static Comparator<AccountState> byName() {
        return Comparator.comparing(account -> account.key().account());
    }

    private static boolean failed(AccountState account) {
        return account.sync().lastResult() == RunResult.FAILED;
    }

    private static int sum(Collection<AccountState> accounts, ToIntFunction<Counts> part) {
        return accounts.stream()
                .mapToInt(account -> part.applyAsInt(account.counts()))
                .sum();
    }
}
