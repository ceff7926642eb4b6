// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** What this instance knows of itself, for a person or a dashboard; orchestrators ask {@code /q/health}. */
@Path("/health")
class HealthResource {

    private final HealthReport report;

    HealthResource(HealthReport report) {
        this.report = report;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> health() {
        return report.report();
    }
}
