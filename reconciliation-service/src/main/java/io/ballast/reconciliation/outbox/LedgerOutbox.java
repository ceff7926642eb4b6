// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.outbox;

import io.ballast.common.database.ReplicatedDatabase;
import io.ballast.common.events.Topic;
import io.ballast.common.lease.Leases;
import io.ballast.common.outbox.Outbox;
import io.ballast.common.outbox.OutboxConfig;
import io.ballast.common.outbox.OutboxStream;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The ledger's outbox in this process: one instance of the service relays, whichever holds the lease. */
@ApplicationScoped
class LedgerOutbox {

    private static final String LEASE = "outbox-reconciliation";

    @Produces
    @Singleton
    Outbox outbox(
            ReplicatedDatabase database,
            OutboxStream stream,
            OutboxConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Vertx vertx) {
        // away from the contexts of requests: what they carry (spans, sessions) is none of the relay's
        Context loop = ((VertxInternal) vertx).createEventLoopContext();
        return new Outbox(
                        List.of(Topic.RECONCILIATION_EVENTS, Topic.GUARD_ALERTS),
                        new PostgresOutboxStore(Pool.newInstance(database.pool()), database::write),
                        stream,
                        config,
                        time,
                        timer,
                        task -> loop.runOnContext(ignored -> task.run()))
                .meters(meters);
    }

    void start(@Observes StartupEvent event, Outbox outbox, Leases leases) {
        outbox.start();
        leases.contend(LEASE, new Leases.Holder() {
            @Override
            public void acquired(long epoch) {
                outbox.acquired(epoch);
            }

            @Override
            public void lost() {
                outbox.lost();
            }
        });
    }

    void stop(@Observes ShutdownEvent event, Outbox outbox) {
        outbox.stop();
    }
}
