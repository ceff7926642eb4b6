// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.health.HealthContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes in {@code /health}. A route whose source is away degrades the service; it never ends it. */
@ApplicationScoped
class RoutesHealth implements HealthContribution, DiagnosticContribution {

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

    @Override
    public List<Component> components() {
        return routes.all().stream().map(this::component).toList();
    }

    private Component component(RouteRun run) {
        String id = run.route().id().value();
        RouteState.Retrying retrying = run.state() instanceof RouteState.Retrying r ? r : null;
        return new Component(
                "route-" + id,
                Component.Kind.ROUTE,
                run.state().getClass().getSimpleName(),
                retrying == null,
                run.state().since(),
                retrying == null ? null : retrying.cause(),
                null,
                run.lastEntryAt(),
                figures(id, run));
    }

    private Map<String, Object> figures(String id, RouteRun run) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("route", id);
        figures.put("delivered", run.delivered());
        figures.put("dead_letters", run.deadLetters());
        figures.put("lag_events", routes.lagEvents(id));
        figures.put("lag_seconds", routes.lagMillis(id) / 1000.0);
        RouteRun.DeadLetter last = run.lastDeadLetter();
        if (last != null) {
            figures.put("last_dead_letter", last.cause());
            figures.put("last_dead_letter_at", last.at());
        }
        return figures;
    }
}
