// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.Ledger.SucceededException;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The highest epoch under which each stream was read, in the table {@code feed_tenures}. To be asked inside a
 * transaction that holds the account's lock: a successor that has changed this account has committed its epoch with
 * that; one that has not will wait for the lock.
 */
@ApplicationScoped
class Tenures {

    private static final String NEWEST = "select epoch from feed_tenures where feed = :feed";

    private static final String RAISE =
            """
            insert into feed_tenures (feed, epoch) values (:feed, :epoch)
            on conflict (feed) do update set epoch = greatest(feed_tenures.epoch, excluded.epoch)""";

    Uni<Void> check(@Nullable Tenure tenure) {
        return tenure == null
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain(session -> check(session, tenure));
    }

    private static Uni<Void> check(Mutiny.Session session, Tenure tenure) {
        return session.createNativeQuery(NEWEST, Long.class)
                .setParameter("feed", tenure.feed())
                .getSingleResultOrNull()
                .chain(newest -> {
                    if (newest != null && newest > tenure.epoch()) {
                        throw new SucceededException(tenure, newest);
                    }
                    return newest != null && newest == tenure.epoch()
                            ? Uni.createFrom().voidItem()
                            : raise(session, tenure);
                });
    }

    private static Uni<Void> raise(Mutiny.Session session, Tenure tenure) {
        return session.createNativeQuery(RAISE)
                .setParameter("feed", tenure.feed())
                .setParameter("epoch", tenure.epoch())
                .executeUpdate()
                .replaceWithVoid();
    }
}
