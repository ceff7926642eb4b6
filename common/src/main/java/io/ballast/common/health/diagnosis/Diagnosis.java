// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Transition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This instance as it sees itself and its dependencies.
 *
 * @param status {@code ok}, or {@code findings}
 * @param findings what is wrong, the worst first
 * @param history the last moves of its breakers, newest first
 */
@RegisterForReflection
record Diagnosis(
        String status,
        String service,
        String instance,
        Instant at,
        List<Finding> findings,
        List<Component> components,
        List<BreakerStatus> circuitBreakers,
        List<Move> history) {

    /** A breaker's transition, without who ordered it: that is in the audit trail. */
    @RegisterForReflection
    record Move(Instant at, String breaker, String from, String to, String cause, @Nullable String reason) {

        static Move of(Transition transition) {
            return new Move(
                    transition.at(),
                    transition.breaker(),
                    transition.from().name(),
                    transition.to().name(),
                    transition.cause().text(),
                    transition.reason());
        }
    }
}
