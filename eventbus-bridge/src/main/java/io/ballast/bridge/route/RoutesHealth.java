// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.common.health.HealthContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routes in {@code /health}. A route whose source is away degrades the service; it never ends it. */
@ApplicationScoped
class RoutesHealth implements HealthContribution {

    private final Routes routes;

    RoutesHealth(Routes routes) {
        this.routes = routes;
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Status status() {
        return routes.all().stream().anyMatch(run -> run.state() instanceof RouteState.Retrying)
                ? Status.DEGRADED
                : Status.HEALTHY;
    }

    @Override
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        for (RouteRun run : routes.all()) {
            report.put(
                    run.route().id().value(),
                    Map.of(
                            "state", run.state().getClass().getSimpleName(),
                            "since", run.state().since(),
                            "delivered", run.delivered(),
                            "dead_letters", run.deadLetters()));
        }
        return report;
    }
}
