// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Rejects every call, as an open breaker would. */
record ForcedOpen(Isolation isolation) implements Gate {

    @Override
    public <T> Uni<T> admit(ManagedBreaker breaker, Supplier<Uni<T>> call) {
        breaker.counts().rejection();
        return Uni.createFrom()
                .failure(new CircuitBreakerOpenException(
                        breaker.name() + " circuit breaker is forced open until " + isolation.until()));
    }
}
