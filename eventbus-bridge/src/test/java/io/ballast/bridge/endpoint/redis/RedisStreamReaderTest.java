// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.bridge.delivery.Position;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import io.ballast.bridge.route.StreamStore;
import io.ballast.common.events.Topic;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.Supervisor;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.Isolation;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server that is cut off, frozen, and restarted empty. */
class RedisStreamReaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis client = Redis.createClient(vertx, server.url());
    private final Found found = new Found();
    private final Breakers breakers = TestBreakers.of(
            new ServiceInstance("bridge", "bridge@test"), new Clock(), timer(), new SimpleMeterRegistry(), Map.of());
    private @Nullable Supervisor reader;

    @BeforeEach
    void openOnceTheStreamHasAnEntryThatIsNotNew() {
        add(Topic.MARKET_TRADES, "old");
        Settings settings = new Settings(server.url());
        Route route = route(new Route.From.New());
        RedisStreamReader tail = new RedisStreamReader(route, found, client, settings, breakers);
        Supervisor link = RedisStreamStore.supervised(tail, route.id(), found, settings, new Clock(), timer());
        reader = link;
        link.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(link.state()).isInstanceOf(LinkState.Up.class));
    }

    @AfterEach
    void stop() {
        requireNonNull(reader).close();
        client.close();
        vertx.closeAndAwait();
        server.close();
    }

    @Test
    void readsWhatIsNewFromAllItsStreams() {
        add(Topic.MARKET_TRADES, "a");
        add(Topic.MARKET_CONTROL, "b");
        add(Topic.MARKET_TRADES, "c");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b", "c"));
    }

    @Test
    void goesOnWhereACutConnectionEnded() {
        add(Topic.MARKET_TRADES, "a");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a"));
        for (int i = 0; i < 5; i++) {
            cutAll();
            add(Topic.MARKET_TRADES, "cut " + i);
            add(Topic.MARKET_CONTROL, "cut too " + i);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).hasSize(11));
        assertThat(found.values()).doesNotHaveDuplicates();
        assertThat(found.broken()).isEmpty();
    }

    @Test
    void saysSoWhenTheServerCameBackEmptyEvenIfItIsFilledAgain() {
        add(Topic.MARKET_TRADES, "a");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a"));

        server.stop();
        server.restart();
        add(Topic.MARKET_TRADES, "b");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b"));
        assertThat(found.broken())
                .containsOnly(
                        Map.entry(Topic.MARKET_TRADES, Outgoing.Reason.SOURCE_RESET),
                        Map.entry(Topic.MARKET_CONTROL, Outgoing.Reason.SOURCE_RESET));
    }

    @Test
    void saysSoWhenTheStreamLostItsNewestEntries() {
        add(Topic.MARKET_TRADES, "a");
        add(Topic.MARKET_TRADES, "b");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b"));
        long before = found.lastEpoch();

        send(
                Command.XDEL,
                Topic.MARKET_TRADES.streamKey(),
                found.last(Topic.MARKET_TRADES).toString());
        add(Topic.MARKET_TRADES, "c");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b", "c"));
        send(
                Command.XDEL,
                Topic.MARKET_TRADES.streamKey(),
                found.last(Topic.MARKET_TRADES).toString());
        send(Command.XSETID, Topic.MARKET_TRADES.streamKey(), "99999999999999-0");
        cutAll();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.broken())
                .containsExactly(Map.entry(Topic.MARKET_TRADES, Outgoing.Reason.SOURCE_LOST_ENTRIES)));
        assertThat(found.lastEpoch()).as("others are told by the epoch").isEqualTo(before + 1);
    }

    @Test
    void givesUpAFrozenServerAndGoesOnWhenItIsBack() throws Exception {
        add(Topic.MARKET_TRADES, "a");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a"));
        String pid = requireNonNull(send(Command.INFO, "server"))
                .toString()
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring(11).strip())
                .findFirst()
                .orElseThrow();

        signal("STOP", pid);
        try {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(requireNonNull(reader).state()).isNotInstanceOf(LinkState.Up.class));
        } finally {
            signal("CONT", pid);
        }
        add(Topic.MARKET_TRADES, "b");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b"));
        assertThat(found.broken()).isEmpty();
    }

    @Test
    void itsBreakerOpensWithTheServerAwayAndDelaysNothingWhenItIsBack() {
        server.stop();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(breaker()).isEqualTo(BreakerState.OPEN));

        server.restart();

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(requireNonNull(reader).state()).isInstanceOf(LinkState.Up.class));
        assertThat(breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anOperatorHaltsItAndItLaterGoesOnWhereItWas() {
        add(Topic.MARKET_TRADES, "a");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a"));
        Instant now = Instant.now();
        breakers.isolate(
                "route-test", new Isolation(new OperatorAct("o", "halt", "i", null), now, now.plusSeconds(60)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(requireNonNull(reader).state()).isInstanceOf(LinkState.Waiting.class));
        add(Topic.MARKET_TRADES, "b");
        assertThat(found.values()).containsExactly("a");

        breakers.release("route-test");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found.values()).containsExactly("a", "b"));
        assertThat(found.broken()).isEmpty();
    }

    private BreakerState breaker() {
        return breakers.status("route-test").orElseThrow().state();
    }

    private static void signal(String name, String pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, pid).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private void cutAll() {
        Redis own = Redis.createClient(vertx, server.url());
        own.send(RedisStreamQueries.request(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes"))
                .await()
                .atMost(PATIENCE);
        own.close();
    }

    private void add(Topic topic, String value) {
        send(Command.XADD, topic.streamKey(), "*", "value", value);
    }

    private @Nullable Response send(Command command, String... arguments) {
        Redis own = Redis.createClient(vertx, server.url());
        try {
            return own.send(RedisStreamQueries.request(command, arguments))
                    .await()
                    .atMost(PATIENCE);
        } finally {
            own.close();
        }
    }

    private Timer timer() {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    private static Route route(Route.From from) {
        return new Route(
                new RouteId("test"),
                new Route.StreamSource(List.of(Topic.MARKET_TRADES, Topic.MARKET_CONTROL)),
                new Route.Filter(Set.of(), List.of()),
                new Route.PushSink(),
                from,
                100);
    }

    private static final class Found implements StreamStore.Listener {

        private final List<StreamPage.Entry> entries = new CopyOnWriteArrayList<>();
        private final List<Map.Entry<Topic, Outgoing.Reason>> broken = new CopyOnWriteArrayList<>();
        private volatile long epoch;

        @Override
        public void moved(LinkState state) {}

        @Override
        public void opened(long now, Map<Topic, Continuity> topics) {
            epoch = now;
            topics.forEach((topic, continuity) -> {
                if (continuity instanceof Continuity.Broken gap) {
                    broken.add(Map.entry(topic, gap.reason()));
                }
            });
        }

        @Override
        public void entries(List<StreamPage.Entry> found) {
            entries.addAll(found);
        }

        List<String> values() {
            return entries.stream()
                    .map(entry -> String.valueOf(entry.fields().get("value")))
                    .toList();
        }

        List<Map.Entry<Topic, Outgoing.Reason>> broken() {
            return broken;
        }

        long lastEpoch() {
            return epoch;
        }

        Position last(Topic topic) {
            return entries.stream()
                    .filter(entry -> entry.topic() == topic)
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .position();
        }
    }

    private static final class Clock implements TimeSource {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }

    private record Settings(String redis) implements StreamConfig {

        @Override
        public Duration block() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration silence() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration backoffFirst() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration backoffCeiling() {
            return Duration.ofMillis(200);
        }

        @Override
        public int deadLetterBuffer() {
            return 10;
        }
    }
}
