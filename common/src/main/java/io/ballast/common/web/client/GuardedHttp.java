// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The HTTP client for all outside APIs: each call is behind the breaker of its API, has a time limit and a bounded
 * answer, and carries the trace. No connection, no answer in time, too long an answer and 5xx count as failures; any
 * other status is an answer. An API that says how long to leave it alone (429, or 418 and 503 with {@code Retry-After})
 * is left alone for so long.
 */
@ApplicationScoped
public class GuardedHttp {

    private final Breakers breakers;
    private final TimeSource time;
    private final HttpExchange exchange;
    private final Map<String, Instant> leftAlone = new ConcurrentHashMap<>();

    @Inject
    GuardedHttp(Vertx vertx, Breakers breakers, TimeSource time) {
        this.breakers = breakers;
        this.time = time;
        this.exchange = new HttpExchange(vertx, time);
    }

    /** One of its own, outside CDI. */
    public static GuardedHttp of(Vertx vertx, Breakers breakers, TimeSource time) {
        return new GuardedHttp(vertx, breakers, time);
    }

    /**
     * Fails with {@link HttpFailure} where there is no usable answer, and with {@code CircuitBreakerOpenException}
     * while the breaker is open. Each subscription is one call. Completes on a thread of nobody's choosing.
     *
     * @param breaker the API's stable name, for example {@code broker-alpaca}
     */
    public Uni<HttpAnswer> send(String breaker, HttpCall call) {
        return Uni.createFrom().deferred(() -> {
            Duration left = left(breaker);
            if (left.isPositive()) {
                return Uni.createFrom().failure(new HttpFailure("it asked to be left alone", 429, left));
            }
            Supplier<Uni<HttpExchange.Outcome>> guarded = () -> exchange.run(call);
            return breakers.guarded(breaker, guarded)
                    .onFailure(HttpFailure.class)
                    .invoke(failure -> leaveAlone(breaker, (HttpFailure) failure))
                    .map(outcome -> answer(breaker, outcome));
        });
    }

    private HttpAnswer answer(String breaker, HttpExchange.Outcome outcome) {
        return switch (outcome) {
            case HttpExchange.Outcome.Answered(HttpAnswer answer) -> answer;
            case HttpExchange.Outcome.SlowDown(HttpFailure failure) -> {
                leaveAlone(breaker, failure);
                throw failure;
            }
        };
    }

    private void leaveAlone(String breaker, HttpFailure failure) {
        Duration wait = failure.retryAfter();
        if (wait != null && wait.isPositive()) {
            leftAlone.merge(breaker, time.now().plus(wait), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    private Duration left(String breaker) {
        Instant until = leftAlone.get(breaker);
        return until == null ? Duration.ZERO : Duration.between(time.now(), until);
    }
}
