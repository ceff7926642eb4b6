// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.lease.LeaseHold;
import io.ballast.common.lease.Leases;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.ballast.common.testing.RealTime;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** A source, a target, a proxy before each, and lanes between them; dead letters are kept on the source. */
final class RelayScene implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final RealTime time = new RealTime(vertx.getDelegate());
    final EmbeddedRedis from;
    final EmbeddedRedis to;
    final FaultProxy toSource;
    final FaultProxy toTarget;
    final Breakers breakers;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayConfig config = Settings.of(
            RelayConfig.class,
            "ballast.bridge.relay",
            "block=200ms",
            "limit=800ms",
            "backoff-first=50ms",
            "backoff-ceiling=200ms");
    private final Map<String, RedisEnd> ends = new HashMap<>();
    private final RedisLinks links;
    private final List<RelayRun> runs = new ArrayList<>();
    private long epoch = 1;
    private int number;

    /** @param folder where the servers keep what they must not forget; each entry is on disk before it is answered */
    RelayScene(Path folder) {
        from = server(folder.resolve("from"));
        to = server(folder.resolve("to"));
        toSource = FaultProxy.to(from.port());
        toTarget = FaultProxy.to(to.port());
        breakers = TestBreakers.of(new ServiceInstance("bridge", "b@test"), time, time, meters, Map.of());
        ends.put("from", end("from", toSource.redisUrl()));
        ends.put("to", end("to", toTarget.redisUrl()));
        links = RedisLinks.up(from.url(), new SimpleMeterRegistry());
    }

    private static EmbeddedRedis server(Path folder) {
        assertThat(folder.toFile().mkdirs()).isTrue();
        return EmbeddedRedis.start("--appendonly", "yes", "--appendfsync", "always", "--dir", folder.toString());
    }

    private RedisEnd end(String name, String url) {
        return new RedisEnd(name, url, RedisEnds.client(vertx, url, config), config.limit());
    }

    RelayEnvironment environment() {
        return environment(ends);
    }

    /** Without the proxies. */
    RelayEnvironment direct() {
        ends.computeIfAbsent("direct-from", name -> end(name, from.url()));
        ends.computeIfAbsent("direct-to", name -> end(name, to.url()));
        return environment(Map.of(
                "from", Objects.requireNonNull(ends.get("direct-from")),
                "to", Objects.requireNonNull(ends.get("direct-to"))));
    }

    private RelayEnvironment environment(Map<String, RedisEnd> servers) {
        return new RelayEnvironment(
                config,
                name -> Objects.requireNonNull(servers.get(name)),
                new RedisDeadLetterStream(links.gateway()),
                breakers,
                this::always,
                time,
                time,
                meters);
    }

    /** Every contender owns its lease, each under an epoch of its own. */
    private LeaseHold always(String name, Leases.Holder holder) {
        long mine = epoch++;
        holder.acquired(mine);
        return new LeaseHold() {
            @Override
            public OptionalLong epoch() {
                return OptionalLong.of(mine);
            }

            @Override
            public Uni<Void> release() {
                return Uni.createFrom().voidItem();
            }
        };
    }

    RelayRun start(RelayRoute route) {
        RelayRun run = new RelayRun(route, null, environment());
        runs.add(run);
        run.start();
        return run;
    }

    /** Appends events to topic {@code in}, numbered on. */
    void publish(int count) {
        List<io.vertx.mutiny.redis.client.Request> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(add(Integer.toString(++number), "{}"));
        }
        Redis client = Redis.createClient(vertx, from.url());
        try {
            client.batch(all).await().atMost(PATIENCE);
        } finally {
            client.close();
        }
    }

    int published() {
        return number;
    }

    static io.vertx.mutiny.redis.client.Request add(String id, String data) {
        return RedisEnd.request(Command.XADD, event("ballast:stream:in", "*", id, data));
    }

    /** The arguments of XADD. */
    static String[] event(String stream, String entry, String id, String data) {
        return new String[] {
            stream,
            entry,
            "specversion",
            "1.0",
            "id",
            id,
            "source",
            "/t",
            "type",
            "t",
            "subject",
            "s",
            "time",
            "2026-01-05T12:00:00Z",
            "data",
            data
        };
    }

    static Response say(Vertx vertx, EmbeddedRedis server, Command command, String... arguments) {
        Redis client = Redis.createClient(vertx, server.url());
        try {
            return client.send(RedisEnd.request(command, arguments)).await().atMost(PATIENCE);
        } finally {
            client.close();
        }
    }

    Response source(Command command, String... arguments) {
        return say(vertx, from, command, arguments);
    }

    Response target(Command command, String... arguments) {
        return say(vertx, to, command, arguments);
    }

    /** Ids of the events in topic {@code out} of the target. */
    List<String> delivered() {
        return ids(target(Command.XRANGE, "ballast:stream:out", "-", "+"));
    }

    static List<String> ids(Response entries) {
        return RedisRelayReplies.range(entries).stream()
                .map(entry -> entry.text().getOrDefault("id", ""))
                .toList();
    }

    List<String> numbers() {
        return java.util.stream.IntStream.rangeClosed(1, number)
                .mapToObj(Integer::toString)
                .toList();
    }

    /** Everything published is on the target, once, in order. */
    void allDelivered() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered()).hasSizeGreaterThanOrEqualTo(number));
        assertThat(delivered()).isEqualTo(numbers());
    }

    @Override
    public void close() {
        runs.forEach(run -> run.stop(new io.ballast.bridge.route.RouteState.Stopped(time.now(), "end"))
                .await()
                .atMost(PATIENCE));
        links.close();
        ends.values().forEach(RedisEnd::close);
        toSource.close();
        toTarget.close();
        vertx.closeAndAwait();
        from.close();
        to.close();
    }
}
