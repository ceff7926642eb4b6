// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.health.HealthReport;
import io.ballast.common.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /health}, and what the instance runs on: for operators, since figures tell an attacker what works. */
@Path("/health/detailed")
class DetailedHealthResource {

    private final HealthReport report;
    private final HealthMonitor monitor;

    DetailedHealthResource(HealthReport report, HealthMonitor monitor) {
        this.report = report;
        this.monitor = monitor;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> health() {
        Map<String, Object> detailed = new LinkedHashMap<>(report.report());
        Map<String, CheckReading> metrics = new LinkedHashMap<>();
        monitor.readings().forEach(reading -> metrics.put(reading.check().id(), reading));
        detailed.put("metrics", metrics);
        return detailed;
    }
}
