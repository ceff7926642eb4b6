// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.health.Component;
import io.ballast.common.health.HealthContribution.Status;
import io.ballast.common.web.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A primary and, where one is configured, its replica. Writes go to the primary alone. Reads go to the replica unless
 * it is away, too far behind, or has not yet replayed what the same user wrote; and to the replica, however far behind,
 * while the primary is away.
 */
public final class ReplicatedDatabase {

    private static final Logger LOG = Logger.getLogger(ReplicatedDatabase.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration RECONSIDER = Duration.ofMillis(250);
    private static final Duration POSITION_LIMIT = Duration.ofSeconds(1);

    private final Server primary;
    private final @Nullable Server replica;
    private final Replication replication;
    private final ReadContexts contexts;
    private final RoutedPool pool;
    private final DatabaseReport report;
    private final DatabaseStats stats;

    /**
     * @param template user, password, database, encryption; the address is set per server
     * @param base for what the settings do not say of pools
     * @param tend what the primary needs before it is used (migration), and now and then afterwards; immediate if
     *     nothing is due
     */
    @SuppressWarnings("deprecation") // see RoutedPool
    public ReplicatedDatabase(
            DatabaseSettings settings,
            PgConnectOptions template,
            PoolOptions base,
            Function<Pool, Uni<Void>> tend,
            Platform platform) {
        Server.Common common = new Server.Common(settings, template, base, platform);
        this.replication = new Replication(settings.replica().maxLag(), platform.time());
        this.contexts = new ReadContexts(platform.vertx());
        this.primary = Server.primary(common, tend, replication.ofPrimary(), this::refusedWrite);
        this.replica = settings.replica()
                .hosts()
                .map(ServerAddress::parseAll)
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> Server.replica(common, addresses, replication.ofReplica()))
                .orElse(null);
        this.pool = new RoutedPool(primary.lane());
        this.report = new DatabaseReport(primary, replica, replication);
        this.stats = new DatabaseStats(primary, replica, replication);
        meters(platform.meters());
    }

    private void meters(MeterRegistry meters) {
        primary.link().watch(meters);
        Server read = replica;
        if (read != null) {
            read.link().watch(meters);
            Gauge.builder(
                            "ballast_database_replication_lag_seconds",
                            replication,
                            r -> r.lag().toMillis() / 1000.0)
                    .strongReference(true)
                    .register(meters);
        }
    }

    public void start() {
        primary.link().start();
        if (replica != null) {
            replica.link().start();
        }
    }

    public void close() {
        primary.link().close();
        if (replica != null) {
            replica.link().close();
        }
    }

    /** The pool for those who know nothing of servers. Closing it does nothing; {@link #close} does. */
    @SuppressWarnings("deprecation")
    public PgPool pool() {
        return pool;
    }

    /**
     * One unit of work on the primary. Fails with a 503 problem, at once while the primary is away, and when the work
     * loses its connection or its time is over; other failures of the work pass through.
     */
    public <T> Uni<T> write(Supplier<Uni<T>> work) {
        return told(primary.lane().call(work));
    }

    /** As {@link #write(Supplier)}; what this user reads afterwards has seen it. */
    public <T> Uni<T> write(UUID user, Supplier<Uni<T>> work) {
        return replica == null ? write(work) : told(primary.lane().call(work).call(() -> remember(user)));
    }

    /**
     * One unit of work that only reads. It may run twice, on another server the second time, and not on the caller's
     * context. Fails with a 503 problem if no server can do it.
     */
    public <T> Uni<T> read(UUID user, Supplier<Uni<T>> work) {
        Server other = replica;
        if (other == null) {
            return told(primary.lane().call(work));
        }
        return told(Uni.createFrom()
                .deferred(() -> readable(user)
                        ? on(other, work)
                                .onFailure(ServerUnavailableException.class)
                                .recoverWithUni(() -> on(primary, work))
                        : on(primary, work)
                                .onFailure(ServerUnavailableException.class)
                                .recoverWithUni(() -> again(other, user, work))));
    }

    /** One lost connection does not tell whether the primary is away: that is known a moment later. */
    private <T> Uni<T> again(Server other, UUID user, Supplier<Uni<T>> work) {
        return readable(user)
                ? on(other, work)
                : contexts.pause(RECONSIDER).chain(() -> on(readable(user) ? other : primary, work));
    }

    /** What this user reads here from now on has seen the log to {@code walPosition}; what is no position is ignored. */
    public void atLeast(UUID user, String walPosition) {
        if (replica != null) {
            try {
                replication.writes().atLeast(user, WalPosition.parse(walPosition));
            } catch (IllegalArgumentException e) {
                LOG.warnf("not a WAL position: cause=%s", e.getMessage());
            }
        }
    }

    /** Where in the log this user's latest write lies; empty if it is not known, or all replicas in use have it. */
    public Optional<String> walPosition(UUID user) {
        return replication.writes().of(user).map(WalPosition::toString);
    }

    /** As of when answers are complete, if that is not now: while the primary is away and the replica is read. */
    public Optional<Instant> staleSince() {
        return replica != null && primary.away() && replica.lane().up() ? replication.replicaAsOf() : Optional.empty();
    }

    public Status status() {
        return report.status();
    }

    /** The member {@code database} of {@code /health}. */
    public Map<String, Object> report() {
        return report.report();
    }

    /** Both links, as a diagnosis looks at them. */
    public List<Component> components() {
        return report.components();
    }

    /** Pools, replication, tables and slowest queries; what cannot be had in time is said to be unavailable. */
    public Uni<Map<String, Object>> stats() {
        return stats.collect();
    }

    private boolean readable(UUID user) {
        Server read = replica;
        return read != null && read.lane().up() && (primary.away() || replication.current(user));
    }

    private <T> Uni<T> on(Server server, Supplier<Uni<T>> work) {
        return contexts.call(server.lane(), work);
    }

    /** Never fails: the write is done. Not knowing its place only means that nobody reads the replica for a while. */
    private Uni<Void> remember(UUID user) {
        return UniHelper.toUni(
                        pool.query("SELECT pg_current_wal_insert_lsn()::text").execute())
                .ifNoItem()
                .after(POSITION_LIMIT)
                .fail()
                .invoke(rows -> replication
                        .writes()
                        .atLeast(user, WalPosition.parse(rows.iterator().next().getString(0))))
                .onFailure()
                .invoke(failure -> replication.writes().unknown())
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void refusedWrite(Throwable failure) {
        primary.link().doubt("it refused a write: " + ConnectionFailures.cause(failure));
    }

    private static <T> Uni<T> told(Uni<T> call) {
        return call.onFailure(ServerUnavailableException.class).transform(failure -> {
            LOG.debugf("database call failed: cause=%s", failure.getMessage());
            return ProblemException.unavailable("the database is away or too slow; try again", RETRY_AFTER);
        });
    }
}
