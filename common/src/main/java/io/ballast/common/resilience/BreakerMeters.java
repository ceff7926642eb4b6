// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The breakers as meters; calls are read from the counts when somebody asks, so they cost a call nothing. */
final class BreakerMeters {

    private final MeterRegistry meters;

    BreakerMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void watch(ManagedBreaker breaker) {
        for (BreakerState state : BreakerState.values()) {
            Gauge.builder("ballast_circuit_breaker_state", breaker, b -> b.state() == state ? 1 : 0)
                    .tag("breaker", breaker.name())
                    .tag("state", state.name())
                    .register(meters);
        }
        calls(breaker, "success", b -> b.counts().succeeded());
        calls(breaker, "failure", b -> b.counts().failed());
        calls(breaker, "rejected", b -> b.counts().rejected());
    }

    private void calls(ManagedBreaker breaker, String outcome, ToDoubleFunction<ManagedBreaker> count) {
        FunctionCounter.builder("ballast_circuit_breaker_calls", breaker, count)
                .tag("breaker", breaker.name())
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(Transition transition) {
        meters.counter(
                        "ballast_circuit_breaker_transitions",
                        "breaker",
                        transition.breaker(),
                        "to",
                        transition.to().name())
                .increment();
    }
}
