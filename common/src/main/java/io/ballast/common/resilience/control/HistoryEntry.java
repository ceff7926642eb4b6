// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.OperatorAct;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.resilience.Transition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail.
 *
 * @param cause why, see {@link Transition.Cause#text()}
 * @param actor the operator's {@code sub}, null where nobody ordered it
 */
@RegisterForReflection
record HistoryEntry(
        Instant at,
        String service,
        String name,
        String instance,
        BreakerState from,
        BreakerState to,
        String cause,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable String traceId) {

    static HistoryEntry of(ServiceInstance self, Transition moved) {
        OperatorAct act = moved.act();
        return new HistoryEntry(
                moved.at(),
                self.service(),
                moved.breaker(),
                self.id(),
                moved.from(),
                moved.to(),
                moved.cause().text(),
                act == null ? null : act.actor(),
                moved.reason(),
                act == null ? null : traceId(act.traceparent()));
    }

    static HistoryEntry of(Decision decision, BreakerState from, BreakerState to) {
        Transition.Cause cause =
                switch (decision.action()) {
                    case FORCE_OPEN -> Transition.Cause.FORCE_OPEN;
                    case RESET -> Transition.Cause.OVERRIDE_RESET;
                };
        return new HistoryEntry(
                decision.at(),
                decision.service(),
                decision.name(),
                decision.instance(),
                from,
                to,
                cause.text(),
                decision.actor(),
                decision.reason(),
                traceId(decision.traceparent()));
    }

    String subject() {
        return service + "/" + name;
    }

    /** The second part of a W3C traceparent. */
    private static @Nullable String traceId(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        String[] parts = traceparent.split("-", -1);
        return parts.length < 4 ? null : parts[1];
    }
}
