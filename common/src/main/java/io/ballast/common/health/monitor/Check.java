// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import java.util.Locale;

/** What is watched. More is worse in all of them. */
enum Check {
    CPU("percent"),
    MEMORY("percent"),
    DISK("percent"),
    RESPONSE_TIME_P50("milliseconds"),
    RESPONSE_TIME_P95("milliseconds"),
    RESPONSE_TIME_P99("milliseconds"),
    ERROR_RATE("percent");

    private static final double WHOLE = 100;

    private final String unit;

    Check(String unit) {
        this.unit = unit;
    }

    /** As it is called in answers, events and labels. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String unit() {
        return unit;
    }

    double limit(HealthConfig.Limits limits) {
        return switch (this) {
            case CPU -> limits.cpuPercent();
            case MEMORY -> limits.memoryPercent();
            case DISK -> limits.diskPercent();
            case RESPONSE_TIME_P50, RESPONSE_TIME_P95, RESPONSE_TIME_P99 ->
                limits.responseTime().toNanos() / 1e6;
            case ERROR_RATE -> limits.errorPercent();
        };
    }

    /** A straight line leaves what is possible; the value does not. */
    double possible(double value) {
        double positive = Math.max(0, value);
        return switch (this) {
            case CPU, MEMORY, DISK, ERROR_RATE -> Math.min(WHOLE, positive);
            case RESPONSE_TIME_P50, RESPONSE_TIME_P95, RESPONSE_TIME_P99 -> positive;
        };
    }
}
