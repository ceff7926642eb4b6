// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.Platform;
import io.ballast.common.database.ReplicatedDatabase;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.StartupEvent;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the servers behind the pool that Quarkus and Hibernate use, and starts watching them. */
@Singleton
class DatabaseServers implements PgPoolCreator {

    private static final Logger LOG = Logger.getLogger(DatabaseServers.class);

    private final DatabaseConfig config;
    private final Migration migration;
    private final LogPartitions partitions;
    private final Breakers breakers;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private @Nullable ReplicatedDatabase made;

    DatabaseServers(
            DatabaseConfig config,
            Migration migration,
            LogPartitions partitions,
            Breakers breakers,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.config = config;
        this.migration = migration;
        this.partitions = partitions;
        this.breakers = breakers;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    /** Called by Quarkus, once, when the pool is first needed. */
    @Override
    public synchronized Pool create(Input input) {
        ReplicatedDatabase servers = new ReplicatedDatabase(
                config,
                input.pgConnectOptionsList().getFirst(),
                input.poolOptions(),
                pool -> migration.ensure().chain(() -> partitions.ensure(pool)),
                new Platform(input.vertx(), breakers, time, timer, meters));
        made = servers;
        return servers.pool();
    }

    /** @param pool asked for its size, because that makes it */
    @Produces
    @Singleton
    synchronized ReplicatedDatabase servers(Pool pool) {
        LOG.debugf("database pool made: open=%d", pool.size());
        return Objects.requireNonNull(made, "the pool was not made here");
    }

    void start(@Observes StartupEvent event, ReplicatedDatabase servers) {
        servers.start();
    }

    void stop(@Disposes ReplicatedDatabase servers) {
        servers.close();
    }
}
