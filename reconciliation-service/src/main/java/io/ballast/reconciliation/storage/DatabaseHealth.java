// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.ReplicatedDatabase;
import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.health.HealthContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** PostgreSQL in {@code /health}. Without any server this service can neither take nor answer anything. */
@ApplicationScoped
class DatabaseHealth implements HealthContribution, DiagnosticContribution {

    private final ReplicatedDatabase servers;

    DatabaseHealth(ReplicatedDatabase servers) {
        this.servers = servers;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Status status() {
        return servers.status();
    }

    @Override
    public Map<String, Object> report() {
        return servers.report();
    }

    @Override
    public List<Component> components() {
        return servers.components();
    }
}
