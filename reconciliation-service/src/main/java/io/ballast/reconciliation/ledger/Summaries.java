// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code user_summary}. Everything here must be called inside a transaction. */
@ApplicationScoped
class Summaries {

    /**
     * Two accounts of one user may change at once; each transaction sees the other's account only after its end. So they
     * sum up one after the other, in statements that begin when the lock is there. Whoever waits for it holds an
     * account's lock already and takes no further one: nobody waits in a circle.
     */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:user, 0)) as varchar)";

    private static final String SUM_UP =
            """
            insert into user_summary (user_id, accounts, total_syncs, last_sync_at, last_sync_duration_ms,
                matched_open, divergences, unmatched_open, pending_open, quietest_open_at, failed_accounts, failure,
                settled_open)
            select user_id, count(*), sum(total_syncs), max(last_sync_at),
                (array_agg(last_sync_duration_ms order by last_sync_at desc, account collate "C")
                    filter (where last_sync_at is not null))[1],
                sum(matched_open), sum(divergences), sum(unmatched_open), sum(pending_open),
                min(coalesce(last_sync_at, to_timestamp(0)))
                    filter (where matched_open + divergences + unmatched_open + settled_open > 0),
                count(*) filter (where last_result = 'failed'),
                (array_agg(last_reason order by account collate "C")
                    filter (where last_result = 'failed' and last_reason is not null))[1],
                sum(settled_open)
            from account_state where user_id = :user group by user_id
            on conflict (user_id) do update set accounts = excluded.accounts, total_syncs = excluded.total_syncs,
                last_sync_at = excluded.last_sync_at, last_sync_duration_ms = excluded.last_sync_duration_ms,
                matched_open = excluded.matched_open, divergences = excluded.divergences,
                unmatched_open = excluded.unmatched_open, pending_open = excluded.pending_open,
                quietest_open_at = excluded.quietest_open_at, failed_accounts = excluded.failed_accounts,
                failure = excluded.failure, settled_open = excluded.settled_open""";

    private static final String OVERVIEW =
            """
            from UserEntity u, AccountEntity a where u.userId = :user and a.state.key.userId = :user
            order by a.state.key.account""";

    /** After an account of this user was changed in this transaction. */
    Uni<Void> sumUp(UUID user) {
        return Panache.getSession().chain(session -> session.flush()
                .chain(() -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("user", user.toString())
                        .getSingleResult())
                .chain(() -> session.createNativeQuery(SUM_UP)
                        .setParameter("user", user)
                        .executeUpdate())
                .replaceWithVoid());
    }

    /** A user's summary and the accounts that it sums up, in one look. */
    record Standing(UserSummary summary, List<AccountState> accounts) {}

    Uni<Standing> of(UUID user) {
        return Panache.getSession()
                .chain(session -> rows(session, user))
                .map(rows -> rows.isEmpty()
                        ? new Standing(UserSummary.NONE, List.of())
                        : new Standing(
                                ((UserEntity) rows.getFirst()[0]).summary,
                                rows.stream()
                                        .map(row -> ((AccountEntity) row[1]).state)
                                        .toList()));
    }

    private static Uni<List<Object[]>> rows(Mutiny.Session session, UUID user) {
        return session.createSelectionQuery("select u, a " + OVERVIEW, Object[].class)
                .setParameter("user", user)
                .getResultList();
    }
}
