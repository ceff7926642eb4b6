// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** Breakers as in the running application, outside Quarkus. */
public final class TestBreakers {

    private TestBreakers() {}

    /** @param settings for example {@code ballast.breaker.redis.failures} */
    public static Breakers of(
            ServiceInstance self, TimeSource time, Timer timer, MeterRegistry meters, Map<String, String> settings) {
        return of(new TestEngine(timer), self, time, timer, meters, settings);
    }

    /** On the engine itself, as it is without Quarkus: with its own timer. */
    public static Breakers standalone(ServiceInstance self, TimeSource time, Timer timer, MeterRegistry meters) {
        return of(new SmallRyeEngine(CircuitBreakerMaintenance.get()), self, time, timer, meters, Map.of());
    }

    private static Breakers of(
            Engine engine,
            ServiceInstance self,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BreakerConfig.class)
                .withDefaultValues(settings)
                .build();
        return new Breakers(config.getConfigMapping(BreakerConfig.class), engine, self, time, timer, meters);
    }

    public static Uni<String> fails() {
        return Uni.createFrom().failure(new IllegalStateException("refused by redis://user:secret@127.0.0.1:1"));
    }

    public static Uni<String> works() {
        return Uni.createFrom().item("fine");
    }

    /** Calls that fail, until the breaker of that name is open; the default threshold at most. */
    public static void trip(Breakers breakers, String name) {
        for (int i = 0; i < 5; i++) {
            breakers.guarded(name, TestBreakers::fails)
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .indefinitely();
        }
    }
}
