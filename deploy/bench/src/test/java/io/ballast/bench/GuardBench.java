// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.TestBreakers;
import io.ballast.common.testing.RealTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call that succeeds at once: behind one of our breakers, and behind a guard of the engine with the same rules. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class GuardBench {

    private static final String NAME = "redis";

    private final Supplier<Uni<Object>> call = () -> Uni.createFrom().item("answer");
    private Vertx vertx;
    private Breakers breakers;
    private TypedGuard<Uni<Object>> guard;

    @Setup
    public void start() {
        vertx = Vertx.vertx();
        RealTime time = new RealTime(vertx);
        breakers = TestBreakers.standalone(
                new ServiceInstance("bench", "bench@here"), time, time, new SimpleMeterRegistry());
        guard = TypedGuard.create(new TypeLiteral<Uni<Object>>() {})
                .withDescription("bare")
                .withCircuitBreaker()
                .name("bare")
                .requestVolumeThreshold(5)
                .failureRatio(1.0)
                .delay(60, ChronoUnit.SECONDS)
                .done()
                .withTimeout()
                .duration(30, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    @TearDown
    public void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Benchmark
    public Object ours() {
        return breakers.guarded(NAME, call).await().indefinitely();
    }

    @Benchmark
    public Object bare() {
        return guard.get(call).await().indefinitely();
    }
}
