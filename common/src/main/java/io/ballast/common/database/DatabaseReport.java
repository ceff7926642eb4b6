// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.health.HealthContribution.Status;
import io.ballast.common.link.LinkStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers as {@code /health} tells them. */
final class DatabaseReport {

    private final Server primary;
    private final @Nullable Server replica;
    private final Replication replication;

    DatabaseReport(Server primary, @Nullable Server replica, Replication replication) {
        this.primary = primary;
        this.replica = replica;
        this.replication = replication;
    }

    /** Unhealthy only where nothing can even be read. */
    Status status() {
        boolean reads = replica != null && replica.lane().up();
        if (!primary.lane().up()) {
            return reads ? Status.DEGRADED : Status.UNHEALTHY;
        }
        return replica == null || (reads && replication.current()) ? Status.HEALTHY : Status.DEGRADED;
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("reads_from", readsFrom());
        report.putAll(link(primary));
        report.put("replica", replicaReport());
        return report;
    }

    List<Component> components() {
        Component written = Component.of(Kind.DATABASE, primary.link().stats(), Map.of("reads_from", readsFrom()));
        return replica == null
                ? List.of(written)
                : List.of(
                        written,
                        Component.of(
                                Kind.DATABASE,
                                replica.link().stats(),
                                Map.of(
                                        "lag_seconds",
                                        replication.lag().toMillis() / 1000.0,
                                        "within_limit",
                                        replication.current())));
    }

    String readsFrom() {
        boolean reads = replica != null && replica.lane().up();
        if (reads && (primary.away() || replication.current())) {
            return "replica";
        }
        return primary.away() ? "none" : "primary";
    }

    private Map<String, Object> replicaReport() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("configured", replica != null);
        if (replica != null) {
            report.putAll(link(replica));
            report.put("lag_seconds", replication.lag().toMillis() / 1000.0);
            report.put("within_limit", replication.current());
            report.put("stale_since", primary.away() ? replication.replicaAsOf().orElse(null) : null);
        }
        return report;
    }

    private static Map<String, Object> link(Server server) {
        LinkStats stats = server.link().stats();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("connected", stats.up());
        report.put("healthy", stats.up() && !server.away());
        report.put("connection_attempts", stats.attempts());
        report.put("reconnects_last_hour", stats.reconnectsLastHour());
        report.put("consecutive_failures", stats.consecutiveFailures());
        report.put("last_error", stats.lastError());
        report.put("last_error_time", stats.lastErrorAt());
        return report;
    }
}
