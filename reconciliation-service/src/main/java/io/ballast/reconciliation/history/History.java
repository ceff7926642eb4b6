// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.history;

import io.ballast.common.lease.Leases;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Deletes what is too old while this process has the lease. A process that lost it and does not know yet does no harm:
 * deleting by age is the same whoever does it.
 */
@ApplicationScoped
class History {

    private static final String LEASE = "history-reconciliation";

    private final HistoryTables tables;
    private final HistoryConfig config;
    private final TimeSource time;
    private final Timer timer;
    private volatile long epoch;

    History(Pool pool, HistoryConfig config, Database database, TimeSource time, Timer timer) {
        this.tables = new HistoryTables(pool, database::call);
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event, Leases leases) {
        if (!config.enabled()) {
            return;
        }
        leases.contend(LEASE, new Leases.Holder() {
            @Override
            public void acquired(long mine) {
                epoch = mine;
                pass(mine);
            }

            @Override
            public void lost() {
                epoch = 0;
            }
        });
    }

    private void pass(long mine) {
        if (epoch == mine) {
            new HistoryPass(tables, config, () -> epoch != mine)
                    .run(time.now())
                    .onTermination()
                    .invoke(() -> timer.after(config.interval(), () -> pass(mine)))
                    .subscribe()
                    .with(done -> {}, failure -> {});
        }
    }
}
