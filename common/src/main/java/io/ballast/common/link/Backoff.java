// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the wait is uniform between nothing and the capped exponential value. The
 * jitter is applied after the cap, so that a fleet at its ceiling does not dial in step (after Marc Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 *
 * @param first ceiling of the first wait
 * @param ceiling no wait is longer
 */
public record Backoff(Duration first, Duration ceiling) {

    public Backoff {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first must be positive: " + first);
        }
        if (ceiling.compareTo(first) < 0) {
            throw new IllegalArgumentException("ceiling " + ceiling + " is below first " + first);
        }
    }

    /** @param attempt failures so far, counted from 0 */
    public Duration delay(int attempt, RandomGenerator random) {
        long cap = ceiling.toMillis();
        int doublings = Math.min(Math.max(attempt, 0), 30);
        long exponential = Math.min(cap, first.toMillis() << doublings);
        return Duration.ofMillis(Math.round(Math.max(0, exponential < 0 ? cap : exponential) * random.nextDouble()));
    }
}
