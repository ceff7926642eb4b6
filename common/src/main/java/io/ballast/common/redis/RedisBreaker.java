// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.resilience.BreakerState;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The breaker {@code redis} in front of all commands. It never outlasts the fault by its own delay: a link that comes up
 * closes it, and so does a write that works again after the server had refused writes on a link that stayed up.
 */
final class RedisBreaker {

    private static final String NAME = "redis";

    private final Breakers breakers;

    RedisBreaker(Breakers breakers, Supplier<Uni<Void>> probe) {
        this.breakers = breakers;
        breakers.declare(NAME, probe, RedisErrors::ofTheServer);
    }

    <T> Uni<T> guarded(Supplier<Uni<T>> call) {
        return breakers.guarded(NAME, call).onFailure().transform(RedisBreaker::told);
    }

    /** What the engine says for itself is told in the words of those who call the gateway. */
    private static Throwable told(Throwable failure) {
        return switch (failure) {
            case CircuitBreakerOpenException open -> new RedisUnavailableException("the redis breaker is open");
            case TimeoutException late -> new RedisUnavailableException("no reply from Redis in time");
            default -> failure;
        };
    }

    BreakerStatus status() {
        return breakers.status(NAME).orElseThrow(); // declared above
    }

    void linkIsUp() {
        breakers.recovered(NAME, "the link is up");
    }

    /** To be told each time the server answered a probe. */
    void answered(RedisCommandLink link) {
        BreakerState now = status().state();
        if (now == BreakerState.OPEN || now == BreakerState.HALF_OPEN) {
            link.probeWrites().subscribe().with(works -> closeAgain(), this::stillFails);
        }
    }

    private void closeAgain() {
        breakers.recovered(NAME, "a write worked again");
    }

    private void stillFails(Throwable failure) {
        if (!RedisErrors.ofTheServer(failure)) {
            closeAgain(); // an answer to this user's key, and none about the server
        }
    }
}
