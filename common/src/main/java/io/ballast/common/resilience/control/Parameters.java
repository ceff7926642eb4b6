// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.web.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Query parameters of the breaker endpoints; a wrong one is a 400 that names it. */
final class Parameters {

    private static final Duration DEFAULT_TTL = Duration.ofMinutes(10);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;
    private static final int LONGEST_REASON = 500;

    private Parameters() {}

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badField(field, "is required");
        }
        return value;
    }

    /** One line: it goes into logs and history. */
    static String reason(@Nullable String value) {
        String reason = required("reason", value).strip();
        if (reason.length() > LONGEST_REASON) {
            throw ProblemException.badField("reason", "must not be longer than " + LONGEST_REASON + " characters");
        }
        if (reason.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.badField("reason", "must not contain control characters");
        }
        return reason;
    }

    static Duration ttl(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return DEFAULT_TTL;
        }
        Duration ttl;
        try {
            ttl = Duration.parse(value);
        } catch (DateTimeException e) {
            throw ProblemException.badField("ttl", "must be an ISO-8601 duration such as PT10M");
        }
        if (ttl.isNegative() || ttl.isZero()) {
            throw ProblemException.badField("ttl", "must be positive");
        }
        if (ttl.compareTo(Overrides.LONGEST) > 0) {
            throw ProblemException.badField("ttl", "must be at most " + Overrides.LONGEST);
        }
        return ttl;
    }

    static boolean override(@Nullable String value) {
        return switch (value == null ? "" : value) {
            case "true" -> true;
            case "", "false" -> false;
            default -> throw ProblemException.badField("override", "must be true or false");
        };
    }

    static Scope scope(@Nullable String value) {
        return switch (value == null ? "" : value) {
            case "", "instance" -> Scope.INSTANCE;
            case "fleet" -> Scope.FLEET;
            default -> throw ProblemException.badField("scope", "must be instance or fleet");
        };
    }

    static int limit(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below, as any other wrong number
        }
        throw ProblemException.badField("limit", "must be a whole number from 1 to " + LARGEST_LIMIT);
    }
}
