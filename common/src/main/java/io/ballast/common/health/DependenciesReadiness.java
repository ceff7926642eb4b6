// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health;

import io.ballast.common.health.HealthContribution.Status;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while there is anything useful to serve; liveness never depends on a dependency. */
@Readiness
class DependenciesReadiness implements HealthCheck {

    private final HealthReport report;

    DependenciesReadiness(HealthReport report) {
        this.report = report;
    }

    @Override
    public HealthCheckResponse call() {
        Status status = report.status();
        return HealthCheckResponse.named("dependencies")
                .status(status != Status.UNHEALTHY)
                .withData("status", status.name().toLowerCase(java.util.Locale.ROOT))
                .build();
    }
}
