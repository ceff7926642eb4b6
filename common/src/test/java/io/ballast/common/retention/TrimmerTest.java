// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.Topic;
import io.ballast.common.lease.TestLeases;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trimmer of one or two processes over a real Redis. */
class TrimmerTest {

    private static final String KEY = "ballast:stream:reconciliation.events";
    private static final String OTHER = "ballast:stream:dlq:push";
    private static final String KILOBYTE = "x".repeat(1000);
    private static final long DAYS = Duration.ofDays(2).toMillis();

    private final StreamRedis redis = new StreamRedis();
    private final List<Process> processes = new ArrayList<>();
    private long cap;

    @BeforeEach
    void fill() {
        redis.add(KEY, redis.now() - DAYS, 1000, KILOBYTE);
        redis.group(KEY, "dead", "0");
        cap = redis.bytes(KEY) / 2;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::close);
        redis.close();
    }

    @Test
    void atTheHardCapTheCounterAndTheEventSayExactlyWhatWasLost() {
        List<String> all = redis.ids(KEY);
        Process process = new Process("a");
        process.start();

        await().untilAsserted(() -> assertThat(alerts()).hasSize(1));
        List<String> left = redis.ids(KEY);
        int gone = all.size() - left.size();
        assertThat(left).isEqualTo(all.subList(gone, all.size()));
        Event alert = alerts().getFirst();
        assertThat(alert.type()).isEqualTo("health.threshold");
        assertThat(alert.subject()).isEqualTo("test/stream:reconciliation.events");
        JsonNode data = data(alert);
        assertThat(data.get("reason").asText()).isEqualTo("hard_cap");
        assertThat(data.get("stream").asText()).isEqualTo(KEY);
        assertThat(data.get("from").asText()).isEqualTo(all.getFirst());
        assertThat(data.get("to").asText()).isEqualTo(all.get(gone - 1));
        assertThat(data.get("count").asInt()).isEqualTo(gone);
        assertThat(data.get("value").asLong()).isGreaterThan(cap);
        assertThat(data.get("limit").asLong()).isEqualTo(cap);
        assertThat(data.get("groups").toString())
                .isEqualTo("{\"dead\":{\"unread\":" + gone + ",\"pending\":0,\"idle_millis\":-1}}");
        await().untilAsserted(() -> assertThat(process.dropped()).isEqualTo(gone));
        await().untilAsserted(() -> assertThat(process.passes).hasValueGreaterThan(3));
        assertThat(alerts()).as("said once").hasSize(1);
        assertThat(redis.ids(KEY)).isEqualTo(left);
    }

    @Test
    void onlyOneOfTwoTrimsAndTheOtherGoesOnWhenItEnds() {
        Process first = new Process("first");
        first.start();
        await().untilAsserted(() -> assertThat(first.passes).hasPositiveValue());
        Process second = new Process("second");
        second.start();
        int before = first.passes.get();
        await().untilAsserted(() -> assertThat(first.passes).hasValueGreaterThan(before + 5));
        assertThat(second.passes).hasValue(0);

        first.close();
        int atTheEnd = first.passes.get();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(second.passes).hasValueGreaterThan(3));
        assertThat(first.passes.get()).isLessThanOrEqualTo(atTheEnd + 1);
    }

    @Test
    void whatOneTrimmerDroppedAndCouldNotAnnounceItsSuccessorAnnounces() {
        Process first = new Process("first");
        first.mute.set(true);
        first.start();
        await().untilAsserted(() -> assertThat(first.refused).hasPositiveValue());
        first.close();
        int gone = 1000 - redis.ids(KEY).size();
        assertThat(gone).isPositive();
        assertThat(alerts()).isEmpty();

        Process second = new Process("second");
        second.start();
        await().untilAsserted(() -> assertThat(second.dropped()).isEqualTo(gone));
        assertThat(alerts()).hasSize(1);
        assertThat(data(alerts().getFirst()).get("count").asInt()).isEqualTo(gone);
        assertThat(first.dropped()).isZero();
    }

    @Test
    void aRedisWithoutMemoryIsFreedThoughItsBreakerIsOpenAndThenTheLossIsAnnounced() {
        redis.add(KEY, redis.now(), 4000, KILOBYTE);
        String info = redis.ask(Command.INFO, "memory").toString();
        String used = info.substring(
                info.indexOf("used_memory:") + "used_memory:".length(), info.indexOf("\r\nused_memory_human"));
        redis.ask(Command.CONFIG, "SET", "maxmemory", Long.toString(Long.parseLong(used) - 1_000_000));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> redis.ask(Command.SET, "k", "v")).hasMessageContaining("OOM");
        }
        assertThatThrownBy(() -> redis.ask(Command.SET, "k", "v")).hasMessageContaining("breaker is open");

        Process process = new Process("a");
        process.start();

        await().untilAsserted(() -> assertThat(process.dropped()).isPositive());
        assertThat(alerts()).isNotEmpty();
        assertThat(redis.bytes(KEY)).isLessThanOrEqualTo(cap);
    }

    @Test
    void theTroubleOfOneStreamIsNotAnothers() {
        redis.add(OTHER, redis.now() - DAYS, 10, "old");
        redis.add("ballast:stream:circuit.events", redis.now() - DAYS, 10, "old");
        Process process = new Process("a");
        process.broken = KEY;
        process.start();
        await().untilAsserted(() -> assertThat(redis.ids(OTHER)).isEmpty());
        await().untilAsserted(() ->
                assertThat(redis.ids("ballast:stream:circuit.events")).isEmpty());
        assertThat(redis.ids(KEY)).hasSize(1000);
    }

    @Test
    void switchedOffItDoesNothing() {
        Process process = new Process("a", "enabled=false");
        process.start();
        Process other = new Process("b");
        other.start();
        await().untilAsserted(() -> assertThat(other.passes).hasValueGreaterThan(3));
        assertThat(process.passes).hasValue(0);
    }

    private List<Event> alerts() {
        List<Event> events = new ArrayList<>();
        for (Response entry : redis.ask(Command.XRANGE, Topic.HEALTH_ALERTS.streamKey(), "-", "+")) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < entry.get(1).size(); i += 2) {
                fields.put(
                        entry.get(1).get(i).toString(), entry.get(1).get(i + 1).toString());
            }
            assertThat(EventFields.decode(Topic.HEALTH_ALERTS, fields))
                    .isInstanceOfSatisfying(EventFields.Decoded.Valid.class, valid -> events.add(valid.event()));
        }
        return events;
    }

    private static JsonNode data(Event event) {
        try {
            return StreamRedis.json().readTree(event.data());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** One replica's trimmer. Counts its passes over {@link #KEY}; its events or one of its streams can fail. */
    private final class Process implements RetainedStreams, AutoCloseable {

        private final RetainedStreams real = redis.streams();
        private final EventPublisher publisher = redis.links().publisher();
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final AtomicInteger passes = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicBoolean mute = new AtomicBoolean();
        private final TestLeases leases;
        private final Trimmer trimmer;
        private String broken = "";

        Process(String name, String... settings) {
            List<String> all = new ArrayList<>(List.of("interval=50ms", "max-bytes=" + cap));
            all.addAll(List.of(settings));
            leases = new TestLeases(name, redis.links(), "ttl=1s", "renew-interval=200ms", "margin=200ms");
            trimmer = new Trimmer(
                    leases.leases(),
                    this,
                    new HardCapAlerts(
                            this::publish,
                            StreamRedis.json(),
                            new ServiceInstance("test", name),
                            redis.links().time()),
                    new TrimmerMeters(meters),
                    Settings.of(RetentionConfig.class, "ballast.retention", all.toArray(String[]::new)),
                    redis.links().time(),
                    redis.links().time());
            processes.add(this);
        }

        void start() {
            trimmer.start(new StartupEvent());
        }

        double dropped() {
            return meters
                    .find("ballast_events_dropped")
                    .tags("topic", "reconciliation.events", "reason", "hard_cap")
                    .counters()
                    .stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        private Uni<Void> publish(List<EventPublisher.Outgoing> events) {
            if (mute.get()) {
                refused.incrementAndGet();
                return Uni.createFrom().failure(new IllegalStateException("mute"));
            }
            return publisher.publish(events);
        }

        @Override
        public Uni<List<StreamName>> all() {
            return real.all();
        }

        @Override
        public Uni<Trimmed> trim(StreamName stream, Limits limits, long epoch) {
            if (stream.key().equals(KEY)) {
                passes.incrementAndGet();
            }
            return stream.key().equals(broken)
                    ? Uni.createFrom().failure(new IllegalStateException("broken"))
                    : real.trim(stream, limits, epoch);
        }

        @Override
        public Uni<Optional<HardCapDrop>> noted(StreamName stream) {
            return real.noted(stream);
        }

        @Override
        public Uni<Void> announced(StreamName stream, long epoch) {
            return real.announced(stream, epoch);
        }

        @Override
        public void close() {
            leases.close();
        }
    }
}
