// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.health.HealthContribution.Status;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.RealTime;
import io.ballast.common.testing.ReplicatedPostgres;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A service's database outside Quarkus, with quick settings. */
final class DatabaseUnderTest implements AutoCloseable {

    static final Duration MAX_LAG = Duration.ofSeconds(1);

    @ConfigMapping(prefix = "ballast.database")
    interface Mapped extends DatabaseSettings {}

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Breakers breakers;
    private final ReplicatedDatabase database;

    private DatabaseUnderTest(List<String> settings) {
        RealTime time = new RealTime(vertx);
        breakers = TestBreakers.of(new ServiceInstance("test", "one"), time, time, meters, Map.of());
        database = new ReplicatedDatabase(
                Settings.of(Mapped.class, "ballast.database", settings.toArray(String[]::new)),
                new PgConnectOptions()
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"),
                new PoolOptions(),
                pool -> Uni.createFrom().voidItem(),
                new Platform(vertx, breakers, time, time, meters));
        database.start();
    }

    static DatabaseUnderTest over(ReplicatedPostgres postgres) {
        return new DatabaseUnderTest(List.of(
                "password=postgres",
                "ping-interval=200ms",
                "ping-timeout=1s",
                "replica.max-lag=" + MAX_LAG.toMillis() + "ms",
                "port=" + postgres.primary().port(),
                "replica.hosts=127.0.0.1:" + postgres.standby().port()));
    }

    /** @param settings without the prefix; all others have their defaults */
    static DatabaseUnderTest withOrdinaryTimes(String... settings) {
        return new DatabaseUnderTest(Stream.concat(Stream.of("password=postgres"), Arrays.stream(settings))
                .toList());
    }

    void awaitBoth() {
        Awaitility.await().untilAsserted(() -> assertThat(status()).isEqualTo(Status.HEALTHY));
    }

    /** The port of the server that answered a read. */
    int readingPort(UUID user) {
        return await(database.read(user, () -> port()));
    }

    /** Begins a transaction that locks the table, and says no more on that connection. */
    void lockAndFallSilent() {
        await(database.write(
                () -> UniHelper.toUni(database.pool().getConnection().compose(lent -> lent.begin()
                        .compose(begun -> lent.query("LOCK TABLE noted IN ACCESS EXCLUSIVE MODE")
                                .execute())
                        .map(locked -> true)))));
    }

    /** The port of the server that took a write. */
    int writingPort() {
        return await(database.write(() -> note("somebody's").chain(this::port)));
    }

    /** As {@link #writingPort}, if it can be written now. */
    Optional<Integer> tryWriting() {
        return await(database.write(() -> note("somebody's").chain(this::port).map(Optional::of))
                .onFailure()
                .recoverWithItem(Optional.empty()));
    }

    /** The ports of the servers that took ten writes at once, over as many connections; 0 for a write refused. */
    Set<Integer> writingPorts() {
        List<Uni<Integer>> ten = Stream.generate(
                        () -> database.write(this::noteAndPort).onFailure().recoverWithItem(0))
                .limit(10)
                .toList();
        return new TreeSet<>(await(Uni.join().all(ten).andFailFast()));
    }

    private Uni<Integer> noteAndPort() {
        return UniHelper.toUni(database.pool()
                .query("INSERT INTO noted VALUES ('at once') RETURNING inet_server_port()")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0)));
    }

    void note(UUID user, String what) {
        await(database.write(user, () -> note(what)));
    }

    int noted(UUID user, String what) {
        return await(database.read(
                user,
                () -> UniHelper.toUni(database.pool()
                        .preparedQuery("SELECT count(*)::int FROM noted WHERE what = $1")
                        .execute(Tuple.of(what))
                        .map(rows -> rows.iterator().next().getInteger(0)))));
    }

    private Uni<Integer> port() {
        return UniHelper.toUni(database.pool().withTransaction(connection -> connection
                .query("SELECT inet_server_port()")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))));
    }

    private Uni<Integer> note(String what) {
        return UniHelper.toUni(database.pool()
                .preparedQuery("INSERT INTO noted VALUES ($1)")
                .execute(Tuple.of(what))
                .map(rows -> rows.rowCount()));
    }

    void atLeast(UUID user, String position) {
        database.atLeast(user, position);
    }

    Optional<String> walPosition(UUID user) {
        return database.walPosition(user);
    }

    Optional<Instant> staleSince() {
        return database.staleSince();
    }

    Status status() {
        return database.status();
    }

    Map<String, Object> report() {
        return database.report();
    }

    /** How often the primary was looked for. */
    int attempts() {
        return Integer.parseInt(String.valueOf(report().get("connection_attempts")));
    }

    Map<String, Object> stats() {
        return await(database.stats());
    }

    double lagSeconds() {
        return meters.get("ballast_database_replication_lag_seconds").gauge().value();
    }

    String breaker(String name) {
        return breakers.status(name).orElseThrow().state().name();
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(15));
    }

    @Override
    public void close() {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
