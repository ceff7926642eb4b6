// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventHandler;
import io.ballast.common.events.EventSamples;
import io.ballast.common.events.EventType;
import io.ballast.common.events.Topic;
import io.ballast.common.testing.EmbeddedRedis;
import io.ballast.common.testing.FaultProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group of consumers on a real server, and each way in which one of them, or the server, fails. */
class RedisTopicConsumerTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String STREAM = Topic.BROKER_SNAPSHOTS.streamKey();
    private static final String DEAD = "ballast:stream:dlq:reconciliation";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventSamples samples = new EventSamples(1);
    private final List<RedisTopicConsumer> started = new ArrayList<>();
    private EmbeddedRedis server;
    private RedisLinks links;

    @TempDir
    private Path data;

    @BeforeEach
    void start() {
        server = EmbeddedRedis.start("--appendonly", "yes", "--appendfsync", "always", "--dir", data.toString());
        links = new RedisLinks(server.url(), meters);
        up();
    }

    @AfterEach
    void end() {
        started.forEach(RedisTopicConsumer::close);
        links.close();
        server.close();
    }

    /** Keeps what it is given, and fails or hangs where the test says so. */
    private static final class Recorder implements EventHandler {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final List<String> done = new CopyOnWriteArrayList<>();
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private volatile Function<Event, Uni<Void>> work =
                event -> Uni.createFrom().voidItem();

        @Override
        public Uni<Void> handle(Event event) {
            calls.add(event.id());
            events.add(event);
            return work.apply(event).invoke(() -> done.add(event.id()));
        }

        @Override
        public boolean isTransient(Throwable failure) {
            return failure instanceof IllegalStateException;
        }
    }

    private RedisTopicConsumer consume(EventHandler handler, String... settings) {
        return consume(links, handler, settings);
    }

    private RedisTopicConsumer consume(RedisLinks over, EventHandler handler, String... settings) {
        RedisTopicConsumer consumer = over.consumers(settings)
                .of("reconciliation", Topic.BROKER_SNAPSHOTS, handler)
                .getFirst();
        started.add(consumer);
        consumer.start();
        return consumer;
    }

    private Map<String, String> entry(int number) {
        Map<String, String> fields = new LinkedHashMap<>(EventFields.encode(samples.any(EventType.BROKER_SNAPSHOT)));
        fields.put("id", "e" + number);
        return fields;
    }

    private void add(Map<String, String> fields) {
        Request request = Request.cmd(Command.XADD).arg(STREAM).arg("*");
        fields.forEach((field, value) -> request.arg(field).arg(value));
        links.gateway().batch(List.of(request)).await().atMost(SOON);
    }

    private void add(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> add(entry(number)));
    }

    private static List<String> names(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "e" + n).toList();
    }

    private void up() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(links.gateway().up()).isTrue());
    }

    private void nothingIsPending() {
        await().atMost(SOON).untilAsserted(() -> assertThat(links.gateway()
                        .command(Command.XPENDING, STREAM, "reconciliation")
                        .await()
                        .atMost(SOON)
                        .get(0)
                        .toInteger())
                .isZero());
    }

    private List<Map<String, String>> deadLetters() {
        List<Map<String, String>> all = new ArrayList<>();
        for (Response entry :
                links.gateway().command(Command.XRANGE, DEAD, "-", "+").await().atMost(SOON)) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < entry.get(1).size(); i += 2) {
                fields.put(
                        entry.get(1).get(i).toString(), entry.get(1).get(i + 1).toString());
            }
            all.add(fields);
        }
        return all;
    }

    private double dropped(String reason) {
        return meters.counter("ballast_events_dropped", "topic", "broker.snapshots", "reason", reason)
                .count();
    }

    @Test
    void everyEventIsHandledOnceInOrderAndAcknowledged() {
        Recorder recorder = new Recorder();
        add(1, 150);
        consume(recorder);
        add(151, 300);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).isEqualTo(names(1, 300)));
        nothingIsPending();
        assertThat(recorder.calls).hasSize(300);
        assertThat(recorder.events).allSatisfy(event -> assertThat(event.type()).isEqualTo("broker.snapshot"));
    }

    @Test
    void anInvalidEventGoesToTheDeadLettersWithItsCauseAndHoldsNobodyUp() {
        add(entry(1));
        Map<String, String> nobodys = entry(2);
        nobodys.remove("userid");
        add(nobodys);
        add(Map.of("some", "thing"));
        Map<String, String> broken = entry(4);
        broken.put("data", "{\"snapshot_id\":7}");
        add(broken);
        Map<String, String> wide = entry(5);
        wide.remove("type");
        IntStream.range(0, 4_000).forEach(i -> wide.put("x" + i, "y"));
        add(wide);
        add(entry(6));
        Recorder recorder = new Recorder();
        consume(recorder);

        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1", "e6"));
        nothingIsPending();
        assertThat(deadLetters())
                .extracting(fields -> fields.get("dlqcause"))
                .containsExactly(
                        "userid is missing",
                        "specversion must be 1.0: null",
                        "data.snapshot_id is no text",
                        "type is missing");
        assertThat(deadLetters().get(2))
                .containsEntry("data", broken.get("data"))
                .containsEntry("dlqstream", STREAM)
                .containsEntry("dlqattempts", "0")
                .containsKey("dlqid");
        assertThat(dropped("invalid")).isEqualTo(4);
    }

    @Test
    void whatMayPassIsTriedAgainAndEverythingBehindItWaits() {
        Recorder recorder = new Recorder();
        int[] left = {12};
        recorder.work = event -> event.id().equals("e2") && left[0]-- > 0
                ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
                : Uni.createFrom().voidItem();
        add(1, 4);
        consume(recorder);

        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).isEqualTo(names(1, 4)));
        assertThat(List.copyOf(recorder.calls).subList(1, 14)).containsOnly("e2");
        nothingIsPending();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void whatFailsForGoodIsSetAsideAfterThreeAttempts() {
        Recorder recorder = new Recorder();
        recorder.work = event -> {
            if (event.id().equals("e2")) {
                throw new IllegalArgumentException("no such account");
            }
            return Uni.createFrom().voidItem();
        };
        add(1, 3);
        consume(recorder);

        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1", "e3"));
        nothingIsPending();
        assertThat(recorder.calls).containsExactly("e1", "e2", "e2", "e2", "e3");
        assertThat(deadLetters()).singleElement().satisfies(letter -> assertThat(letter)
                .containsEntry("id", "e2")
                .containsEntry("dlqattempts", "3")
                .containsEntry("dlqcause", "java.lang.IllegalArgumentException: no such account"));
        assertThat(dropped("failed")).isEqualTo(1);
    }

    /** The first consumer is cut off from the server with an event in its hands, as a killed process is. */
    @Test
    void whatADeadConsumerHeldIsTakenOverInOrder() {
        try (FaultProxy proxy = FaultProxy.to(server.port());
                RedisLinks dying = new RedisLinks(proxy.redisUrl(), new SimpleMeterRegistry())) {
            Recorder dead = new Recorder();
            dead.work = event -> event.id().equals("e3")
                    ? Uni.createFrom().nothing()
                    : Uni.createFrom().voidItem();
            add(1, 50);
            consume(dying, dead);
            await().atMost(SOON).untilAsserted(() -> assertThat(dead.calls).contains("e3"));
            await().atMost(SOON).untilAsserted(() -> assertThat(pending()).isEqualTo(48));
            Recorder other = new Recorder();
            consume(other);
            add(51, 52);
            await().atMost(SOON).untilAsserted(() -> assertThat(other.done).contains("e52"));
            assertThat(other.done).as("what the first one holds stays its own").hasSize(2);

            proxy.blackHole();

            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            List.copyOf(other.done).stream().skip(2).toList())
                    .isEqualTo(names(3, 50)));
            nothingIsPending();
        }
    }

    /** The second begins with what the first left, at once and in order, before it reads anything new. */
    @Test
    void aSoleReaderGoesOnWhereTheOneBeforeWas() {
        Recorder first = new Recorder();
        first.work = event -> event.id().equals("e3")
                ? Uni.createFrom().nothing()
                : Uni.createFrom().voidItem();
        add(1, 50);
        RedisTopicConsumer ending = sole(first, () -> true);
        await().atMost(SOON).untilAsserted(() -> assertThat(first.calls).contains("e3"));
        await().atMost(SOON).untilAsserted(() -> assertThat(pending()).isEqualTo(48));
        ending.close();
        add(51, 60);

        Recorder second = new Recorder();
        sole(second, () -> true);
        await().atMost(SOON).untilAsserted(() -> assertThat(second.done).hasSize(58));
        assertThat(second.done).isEqualTo(names(3, 60));
        nothingIsPending();
    }

    @Test
    void whoIsNotSureOfTheLeaseReadsNothing() {
        AtomicBoolean holds = new AtomicBoolean(false);
        Recorder recorder = new Recorder();
        RedisTopicConsumer consumer = sole(recorder, holds::get);
        add(1, 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(consumer.stats().attempts()).isGreaterThan(2));
        assertThat(recorder.calls).isEmpty();
        assertThat(pending()).isZero();
        holds.set(true);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).isEqualTo(names(1, 3)));
    }

    private RedisTopicConsumer sole(EventHandler handler, BooleanSupplier holds) {
        RedisTopicConsumer consumer = links.consumers()
                .sole("reconciliation", Topic.BROKER_SNAPSHOTS, handler, holds)
                .getFirst();
        started.add(consumer);
        consumer.start();
        return consumer;
    }

    private int pending() {
        return links.gateway()
                .command(Command.XPENDING, STREAM, "reconciliation")
                .await()
                .atMost(SOON)
                .get(0)
                .toInteger();
    }

    @Test
    void aSlowHandlerKeepsWhatItHolds() {
        Recorder slow = new Recorder();
        slow.work = event -> Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(1_500));
        add(1, 2);
        consume(slow);
        await().atMost(SOON).untilAsserted(() -> assertThat(slow.calls).isNotEmpty());
        Recorder other = new Recorder();
        consume(other);

        await().atMost(SOON).untilAsserted(() -> assertThat(slow.done).containsExactly("e1", "e2"));
        nothingIsPending();
        assertThat(other.calls).isEmpty();
    }

    @Test
    void aHandlerThatNeverAnswersIsAskedAgain() {
        Recorder recorder = new Recorder();
        recorder.work = event -> recorder.calls.size() == 1
                ? Uni.createFrom().nothing()
                : Uni.createFrom().voidItem();
        add(1, 1);
        consume(recorder, "handler-limit=300ms");
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1"));
        nothingIsPending();
    }

    @Test
    void redisKilled() {
        survives(EmbeddedRedis::stop, EmbeddedRedis::restart);
    }

    @Test
    void redisFrozen() {
        survives(EmbeddedRedis::freeze, EmbeddedRedis::thaw);
    }

    private interface Fault {
        void on(EmbeddedRedis server);
    }

    private void survives(Fault fault, Fault repair) {
        Recorder recorder = new Recorder();
        recorder.work = event -> Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(5));
        add(1, 200);
        RedisTopicConsumer consumer = consume(recorder);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).hasSizeGreaterThan(50));
        fault.on(server);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(consumer.stats().up()).isFalse());
        repair.on(server);
        up();
        add(201, 210);

        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).contains("e210"));
        nothingIsPending();
        assertThat(new LinkedHashSet<>(recorder.done)).containsExactlyElementsOf(names(1, 210));
        assertThat(recorder.calls.size() - 210)
                .as("what was not yet acknowledged came again")
                .isBetween(0, 5);
    }

    @Test
    void aServerThatLostTheGroupGetsItAgain() {
        Recorder recorder = new Recorder();
        consume(recorder);
        add(1, 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1"));
        links.gateway().command(Command.FLUSHALL).await().atMost(SOON);
        add(2, 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1", "e2"));
    }

    @Test
    void consumersThatHoldNothingAreForgotten() {
        Recorder recorder = new Recorder();
        consume(recorder);
        add(1, 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done).containsExactly("e1"));
        links.gateway()
                .command(Command.XGROUP, "CREATECONSUMER", STREAM, "reconciliation", "gone")
                .await()
                .atMost(SOON);
        assertThat(consumers()).contains("gone");
        Recorder other = new Recorder();
        consume(other, "forget-after=1s");
        await().atMost(SOON).untilAsserted(() -> assertThat(consumers()).doesNotContain("gone"));
        add(2, 9);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.done.size() + other.done.size())
                .isEqualTo(9));
    }

    private List<String> consumers() {
        List<String> names = new ArrayList<>();
        for (Response consumer : links.gateway()
                .command(Command.XINFO, "CONSUMERS", STREAM, "reconciliation")
                .await()
                .atMost(SOON)) {
            names.add((consumer.isMap() ? consumer.get("name") : consumer.get(1)).toString());
        }
        return names;
    }

    @Test
    void theTraceGoesOn() {
        Recorder recorder = new Recorder();
        Map<String, String> fields = entry(1);
        fields.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        add(fields);
        consume(recorder);
        await().atMost(SOON).untilAsserted(() -> assertThat(recorder.events).hasSize(1));
        assertThat(recorder.events.getFirst().traceparent()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
    }
}
