// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.diagnosis.Finding.Severity;
import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import java.util.List;
import java.util.stream.Stream;

/** Breakers that keep calls away: on an operator's order, or for a reason that no other rule has named. */
final class BreakerRule implements Rule {

    private static final String RUNBOOK = "docs/runbooks/breaker-open.md";

    @Override
    public Stream<Finding> apply(Facts facts, List<Finding> found) {
        return facts.breakers().stream().flatMap(breaker -> conclude(breaker, found));
    }

    private static Stream<Finding> conclude(BreakerStatus breaker, List<Finding> found) {
        if (breaker.state() == BreakerState.FORCED_OPEN) {
            return Stream.of(forced(breaker));
        }
        boolean named = found.stream().anyMatch(f -> f.component().equals(breaker.name()));
        return breaker.state() == BreakerState.OPEN && !named ? Stream.of(open(breaker)) : Stream.empty();
    }

    private static Finding forced(BreakerStatus breaker) {
        return new Finding(
                "breaker-forced-open",
                Severity.NOTICE,
                breaker.name(),
                "an operator isolated this dependency until " + breaker.retryAt() + "; it may work",
                breaker.triggerReason(),
                "ask who did it (GET /api/circuit-breaker/history?name=" + breaker.name()
                        + " names the actor); it ends by itself, or now with POST /api/circuit-breaker/reset?name="
                        + breaker.name() + "&override=true&reason=...",
                RUNBOOK);
    }

    private static Finding open(BreakerStatus breaker) {
        return new Finding(
                "breaker-open",
                Severity.CRITICAL,
                breaker.name(),
                "calls to this dependency fail at once; the next is tried at " + breaker.retryAt(),
                breaker.lastFailure(),
                "repair what its last failure names; it closes by itself, or sooner with POST"
                        + " /api/circuit-breaker/reset?name=" + breaker.name(),
                RUNBOOK);
    }
}
