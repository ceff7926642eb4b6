// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.resilience.BreakerConfig.Tuning;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The breakers of this instance, one per dependency, made when first asked for and then kept. */
@ApplicationScoped
public class Breakers {

    private final BreakerConfig config;
    private final CircuitBreakerMaintenance maintenance;
    private final Map<String, TypedGuard<Uni<Object>>> guards = new ConcurrentHashMap<>();

    Breakers(BreakerConfig config, CircuitBreakerMaintenance maintenance) {
        this.config = config;
        this.maintenance = maintenance;
    }

    /**
     * Runs {@code call} behind the breaker of that name; each subscription is one guarded call. Completes on a thread
     * of the engine's choosing: re-enter your own context before touching state that belongs to it.
     */
    @SuppressWarnings("unchecked") // one guard serves calls of every type; it only passes their items through
    public <T> Uni<T> guarded(String name, Supplier<Uni<T>> call) {
        TypedGuard<Uni<Object>> guard = guards.computeIfAbsent(name, this::create);
        return (Uni<T>) guard.get(() -> (Uni<Object>) call.get());
    }

    public List<BreakerStatus> statuses() {
        return guards.keySet().stream()
                .map(name ->
                        new BreakerStatus(name, maintenance.currentState(name).name()))
                .sorted(Comparator.comparing(BreakerStatus::name))
                .toList();
    }

    private TypedGuard<Uni<Object>> create(String name) {
        Tuning tuning = Objects.requireNonNull(config.byName().get(name), "every name has defaults");
        return TypedGuard.create(new jakarta.enterprise.util.TypeLiteral<Uni<Object>>() {})
                .withCircuitBreaker()
                .name(name)
                .requestVolumeThreshold(tuning.failures())
                .failureRatio(1.0)
                .delay(tuning.openFor().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withTimeout()
                .duration(tuning.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }
}
