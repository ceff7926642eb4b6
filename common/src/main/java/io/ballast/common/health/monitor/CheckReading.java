// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One check now.
 *
 * @param value null where it cannot be measured, or too few requests came
 * @param threshold in the same unit
 * @param forecast expected value after the forecast's time, null while the history is too short
 * @param anomalyScore standard deviations above the window's mean, null while the history is too short
 * @param status {@code ok}, {@code insufficient} without a value, else the worst alarm that is on
 * @param samples measurements in the window
 */
@RegisterForReflection
record CheckReading(
        @JsonIgnore Check check,
        String unit,
        @Nullable Double value,
        double threshold,
        @Nullable Double forecast,
        @Nullable Double anomalyScore,
        String status,
        @JsonIgnore Set<Alarm.Kind> alarms,
        int samples) {}
