// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import io.ballast.common.health.HealthContribution.Status;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the contributions together: the worst of them is the service's status. */
@ApplicationScoped
public class HealthReport {

    private final List<HealthContribution> contributions;
    private final Breakers breakers;
    private final TimeSource time;
    private final SmallRyeConfig config;
    private volatile Instant started;

    HealthReport(
            @All List<HealthContribution> contributions, Breakers breakers, TimeSource time, SmallRyeConfig config) {
        this.contributions = contributions;
        this.breakers = breakers;
        this.time = time;
        this.config = config;
        this.started = time.now();
    }

    void begin(@Observes StartupEvent event) {
        started = time.now();
    }

    Status status() {
        return contributions.stream()
                .map(HealthContribution::status)
                .max(Status::compareTo)
                .orElse(Status.HEALTHY);
    }

    /** What {@code /health} answers. */
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", status().name().toLowerCase(Locale.ROOT));
        report.put("service", config.getValue("quarkus.application.name", String.class));
        report.put("version", config.getValue("quarkus.application.version", String.class));
        report.put("uptime_seconds", Duration.between(started, time.now()).toSeconds());
        contributions.forEach(c -> report.put(c.name(), c.report()));
        report.put(
                "circuit_breakers", // causes and reasons are for operators: /api/circuit-breaker/status
                breakers.statuses().stream()
                        .map(b -> Map.of("name", b.name(), "state", b.state()))
                        .toList());
        report.put(
                "checks",
                contributions.stream()
                        .map(c -> Map.of(
                                "name", c.name(), "status", c.status().name().toLowerCase(Locale.ROOT)))
                        .toList());
        return report;
    }
}
