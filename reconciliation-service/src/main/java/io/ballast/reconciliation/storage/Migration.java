// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.flywaydb.core.Flyway;

/** Brings the tables to this version, once per process, whenever the database is first there. */
@ApplicationScoped
class Migration {

    private final Instance<Flyway> flyway;
    private volatile boolean done;

    Migration(Instance<Flyway> flyway) {
        this.flyway = flyway;
    }

    /** Migrates on a worker thread; immediate once it has been done. */
    Uni<Void> ensure() {
        return Uni.createFrom().deferred(() -> {
            if (done) {
                return Uni.createFrom().voidItem();
            }
            return Uni.createFrom()
                    .voidItem()
                    .invoke(this::migrate)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        });
    }

    /** One at a time: an attempt that was given up may still be migrating when the next one begins. */
    private synchronized void migrate() {
        if (!done) {
            flyway.get().migrate();
            done = true;
        }
    }
}
