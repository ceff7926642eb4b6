// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import java.time.Duration;
import java.util.Set;

/**
 * How one breaker trips, with the defaults of its kind filled in.
 *
 * @param failures consecutive failures that open it
 * @param openFor how long it then stays open
 * @param timeout time limit of one guarded call
 * @param failOn class names that count as failures
 * @param skipOn class names that count as successes, decided first
 */
record Tuning(int failures, Duration openFor, Duration timeout, Set<String> failOn, Set<String> skipOn) {

    private static final Set<String> EVERYTHING = Set.of(Throwable.class.getName());

    Tuning {
        failOn = Set.copyOf(failOn);
        skipOn = Set.copyOf(skipOn);
    }

    static Tuning of(String name, BreakerConfig.Settings settings) {
        boolean outside = name.startsWith("venue-") || name.startsWith("broker-") || name.equals("dtc");
        return new Tuning(
                settings.failures().orElse(outside ? 3 : 5),
                settings.openFor().orElse(Duration.ofSeconds(outside ? 30 : 60)),
                settings.timeout(),
                settings.failOn().orElse(EVERYTHING),
                settings.skipOn().orElse(Set.of()));
    }

    /** Whether an exception counts as a failure: it, or what an asynchronous call wrapped in it. */
    boolean isFailure(Throwable thrown) {
        Throwable told = thrown;
        while (told.getCause() != null
                && (told instanceof java.util.concurrent.CompletionException
                        || told instanceof java.util.concurrent.ExecutionException)) {
            told = told.getCause();
        }
        return !matches(skipOn, told) && matches(failOn, told);
    }

    private static boolean matches(Set<String> names, Throwable thrown) {
        if (names.isEmpty()) {
            return false;
        }
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
