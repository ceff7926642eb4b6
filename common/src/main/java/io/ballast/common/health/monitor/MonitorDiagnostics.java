// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks as a diagnosis sees them. */
@ApplicationScoped
class MonitorDiagnostics implements DiagnosticContribution {

    private final HealthMonitor monitor;

    MonitorDiagnostics(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public List<Component> components() {
        return monitor.readings().stream().map(MonitorDiagnostics::component).toList();
    }

    private static Component component(CheckReading reading) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("unit", reading.unit());
        figures.put("threshold", reading.threshold());
        put(figures, "value", reading.value());
        put(figures, "forecast", reading.forecast());
        put(figures, "anomaly_score", reading.anomalyScore());
        return new Component(
                reading.check().id(),
                Component.Kind.RESOURCE,
                reading.status(),
                reading.alarms().isEmpty(),
                null,
                null,
                null,
                null,
                figures);
    }

    private static void put(Map<String, Object> figures, String name, @Nullable Double value) {
        if (value != null) {
            figures.put(name, value);
        }
    }
}
