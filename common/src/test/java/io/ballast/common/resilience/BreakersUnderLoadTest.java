// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls from many threads while an operator isolates, releases and closes. */
class BreakersUnderLoadTest {

    private static final int THREADS = 4;
    private static final int CALLS = 2_000;
    private static final OperatorAct ACT = new OperatorAct("operator-1", "why", "demo@b", null);

    private final ManualTime time = new ManualTime();
    private final Breakers breakers = TestBreakers.of(
            new ServiceInstance("demo", "demo@a"),
            time,
            (delay, task) -> () -> {},
            new SimpleMeterRegistry(),
            Map.of("ballast.breaker.redis.open-for", "0s"));
    private final List<Transition> moves = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyCallIsCountedOnceAndTransitionsFollowOneAnother() throws Exception {
        breakers.declare("redis");
        breakers.onTransition(moves::add);
        AtomicInteger number = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            List<Future<Object>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                running.add(threads.submit(calls(number)));
            }
            while (running.stream().anyMatch(f -> !f.isDone())) {
                breakers.isolate(
                        "redis", new Isolation(ACT, time.now(), time.now().plusSeconds(60)));
                breakers.release("redis");
                breakers.close("redis", ACT);
            }
            for (Future<Object> each : running) {
                each.get();
            }
        }
        BreakerStatus after = breakers.status("redis").orElseThrow();
        assertThat(after.totalCalls()).isEqualTo((long) THREADS * CALLS);
        assertThat(after.statistics().allowed() + after.statistics().blocked()).isEqualTo(after.totalCalls());
        assertThat(moves).isNotEmpty();
        BreakerState state = BreakerState.CLOSED;
        for (Transition move : moves) {
            assertThat(move.from()).isEqualTo(state).isNotEqualTo(move.to());
            state = move.to();
        }
        assertThat(after.state()).isEqualTo(state);
    }

    private Callable<Object> calls(AtomicInteger number) {
        return () -> {
            for (int i = 0; i < CALLS; i++) {
                // long runs of failures, so that it trips, and of successes, so that it closes again
                boolean fails = number.incrementAndGet() / 50 % 2 == 0;
                breakers.guarded(
                                "redis",
                                () -> fails
                                        ? Uni.createFrom().failure(new IllegalStateException("no"))
                                        : Uni.createFrom().item(1))
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .indefinitely();
            }
            return true;
        };
    }
}
