// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import static io.ballast.bridge.relay.RedisEnd.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.bridge.delivery.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Events per second from one Redis to another: a plain pipelined loop without any promise, a script, and MULTI. */
@EnabledIfSystemProperty(named = "ballast.bench", matches = "true", disabledReason = "measures; asserts nothing of use")
class RelayThroughputTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Repeats a call until all is carried, on whatever thread answers. */
    private static void repeat(Supplier<Uni<Boolean>> step) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        again(step, done, failure);
        assertThat(done.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get()).isNull();
    }

    private static void again(
            Supplier<Uni<Boolean>> step, CountDownLatch done, AtomicReference<@Nullable Throwable> failure) {
        step.get()
                .subscribe()
                .with(
                        more -> {
                            if (more) {
                                again(step, done, failure);
                            } else {
                                done.countDown();
                            }
                        },
                        cause -> {
                            failure.set(cause);
                            done.countDown();
                        });
    }

    @Test
    void measure() throws Exception {
        try (RelayScene scene = new RelayScene(folder)) {
            scene.source(Command.CONFIG, "SET", "appendonly", "no");
            scene.target(Command.CONFIG, "SET", "appendonly", "no");
            for (int round = 0; round < 3; round++) {
                for (int batch : new int[] {1, 10, 100, 500}) {
                    int events = batch == 1 ? 4_000 : 40_000;
                    fill(scene, events);
                    long plain = rate(scene, events, () -> plain(scene, batch, events));
                    long script = rate(scene, events, () -> session(scene, batch, events, false));
                    long multi = rate(scene, events, () -> session(scene, batch, events, true));
                    System.out.printf(
                            "round %d batch %d: plain %d/s, script %d/s (%.2f), multi %d/s (%.2f)%n",
                            round, batch, plain, script, 1.0 * script / plain, multi, 1.0 * multi / plain);
                }
            }
        }
    }

    private static void fill(RelayScene scene, int events) {
        scene.source(Command.DEL, "ballast:stream:in");
        for (int i = 0; i < events; i += 2000) {
            scene.publish(Math.min(2000, events - i));
        }
    }

    private interface Run {
        void go() throws Exception;
    }

    private static long rate(RelayScene scene, int events, Run run) throws Exception {
        scene.target(Command.FLUSHALL);
        long began = System.nanoTime();
        run.go();
        long nanos = System.nanoTime() - began;
        assertThat(scene.target(Command.XLEN, "ballast:stream:out").toInteger()).isEqualTo(events);
        return events * 1_000_000_000L / nanos;
    }

    private static RedisConnection open(RelayScene scene, boolean source) {
        Lane lane = TestRoutes.route("b", "from", "to", 1).lanes().getFirst();
        RelayEnvironment around = scene.direct();
        return (source ? around.source(lane) : around.target(lane))
                .open()
                .await()
                .atMost(LIMIT);
    }

    private static void plain(RelayScene scene, int batch, int events) throws InterruptedException {
        RedisConnection from = open(scene, true);
        RedisConnection to = open(scene, false);
        Position[] at = {Position.START};
        int[] carried = {0};
        repeat(() -> from.send(request(
                        Command.XREAD,
                        "COUNT",
                        Integer.toString(batch),
                        "STREAMS",
                        "ballast:stream:in",
                        at[0].toString()))
                .map(reply -> RedisRelayReplies.read("ballast:stream:in", reply))
                .chain(page -> to.batch(page.stream()
                                .map(entry -> {
                                    io.vertx.redis.client.Request add = io.vertx.redis.client.Request.cmd(Command.XADD)
                                            .arg("ballast:stream:out")
                                            .arg("*");
                                    entry.fields().forEach(add::arg);
                                    return Request.newInstance(add);
                                })
                                .toList())
                        .chain(written -> {
                            at[0] = page.getLast().at();
                            carried[0] += page.size();
                            return from.send(request(
                                    Command.XACK,
                                    "ballast:stream:in",
                                    "g",
                                    page.getLast().at().toString()));
                        }))
                .map(acked -> carried[0] < events));
        from.closeAndForget();
        to.closeAndForget();
    }

    private static void session(RelayScene scene, int batch, int events, boolean multi) throws InterruptedException {
        RelayRoute route = TestRoutes.route("b" + System.nanoTime(), "from", "to", batch);
        Lane lane = route.lanes().getFirst();
        RedisConnection from = open(scene, true);
        RedisConnection to = open(scene, false);
        RelaySession session = new RelaySession(
                lane,
                new RedisRelaySource(lane, from, Duration.ofMillis(1), LIMIT),
                multi ? new RedisMultiTarget(lane, to) : new RedisRelayTarget(lane, to, LIMIT, 100_000),
                scene.environment().deadLetters(),
                new Counting(events),
                1);
        session.begin().await().atMost(LIMIT);
        Counting.left.set(events);
        repeat(() -> session.step().map(done -> Counting.left.get() > 0));
        from.closeAndForget();
        to.closeAndForget();
    }

    private record Counting(int events) implements RelaySession.Progress {

        static final java.util.concurrent.atomic.AtomicInteger left = new java.util.concurrent.atomic.AtomicInteger();

        @Override
        public void resumed(Mark at, Mark.Resumption.Cause cause) {}

        @Override
        public void committed(Mark at, int carried) {
            left.addAndGet(-carried);
        }

        @Override
        public void settingAside(List<DeadLetters.Dead> entries) {}
    }
}
