// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/** Watches PostgreSQL for ever. Up means: reachable, migrated, partitions made, and the last ping was answered. */
@ApplicationScoped
class DatabaseLink {

    private final Pool pool;
    private final DatabaseConfig config;
    private final Migration migration;
    private final LogPartitions partitions;
    private final Timer timer;
    private final Supervisor link;
    private volatile boolean up;

    DatabaseLink(
            Pool pool,
            DatabaseConfig config,
            Migration migration,
            LogPartitions partitions,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.migration = migration;
        this.partitions = partitions;
        this.timer = timer;
        this.link = new Supervisor(
                "database",
                this::dial,
                new LinkSettings(
                        new Backoff(config.backoffFirst(), config.backoffCeiling()),
                        config.startTimeout(),
                        config.pingInterval().plus(config.pingTimeout()).plusSeconds(1),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                this::moved);
        LinkMeters.watch(link, meters);
    }

    void start(@Observes StartupEvent event) {
        link.start();
    }

    @PreDestroy
    void stop() {
        link.close();
    }

    boolean up() {
        return up;
    }

    LinkStats stats() {
        return link.stats();
    }

    private void moved(LinkState state) {
        up = state instanceof LinkState.Up;
    }

    private Dialer.Connection dial(Attempt attempt) {
        Pinger pinger = new Pinger(attempt);
        migration
                .ensure()
                .subscribe()
                .with(done -> pinger.ping(), failure -> attempt.down(ConnectionFailures.cause(failure)));
        return pinger;
    }

    /** Asks once per interval for as long as its attempt lasts. */
    private final class Pinger implements Dialer.Connection {

        private final Attempt attempt;
        private volatile boolean closed;

        Pinger(Attempt attempt) {
            this.attempt = attempt;
        }

        void ping() {
            if (closed) {
                return;
            }
            partitions
                    .ensure()
                    .chain(() -> pool.withConnection(
                            connection -> connection.query("SELECT 1").execute()))
                    .ifNoItem()
                    .after(config.pingTimeout())
                    .failWith(() -> new TimeoutException(
                            "no answer within " + config.pingTimeout().toMillis() + " ms"))
                    .subscribe()
                    .with(answer -> answered(), failure -> attempt.down(ConnectionFailures.cause(failure)));
        }

        private void answered() {
            attempt.up();
            attempt.activity();
            timer.after(config.pingInterval(), this::ping);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
