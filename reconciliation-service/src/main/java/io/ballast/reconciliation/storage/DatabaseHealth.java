// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.health.HealthContribution;
import io.ballast.common.link.LinkStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL in {@code /health}. Without it this service can neither take nor answer anything. */
@ApplicationScoped
class DatabaseHealth implements HealthContribution, DiagnosticContribution {

    private final DatabaseLink link;

    DatabaseHealth(DatabaseLink link) {
        this.link = link;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Status status() {
        return link.up() ? Status.HEALTHY : Status.UNHEALTHY;
    }

    @Override
    public Map<String, Object> report() {
        LinkStats stats = link.stats();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("connected", stats.up());
        report.put("healthy", stats.up());
        report.put("connection_attempts", stats.attempts());
        report.put("reconnects_last_hour", stats.reconnectsLastHour());
        report.put("consecutive_failures", stats.consecutiveFailures());
        report.put("last_error", stats.lastError());
        report.put("last_error_time", stats.lastErrorAt());
        return report;
    }

    @Override
    public List<Component> components() {
        return List.of(Component.of(Component.Kind.DATABASE, link.stats(), Map.of()));
    }
}
