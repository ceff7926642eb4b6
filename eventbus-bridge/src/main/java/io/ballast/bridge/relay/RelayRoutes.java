// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.route.FurtherRoutes;
import io.ballast.bridge.route.RouteState;
import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.health.HealthContribution;
import io.ballast.common.resilience.ServiceInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes from stream to stream, for those who look: REST, {@code /health} and diagnosis. */
@ApplicationScoped
class RelayRoutes implements FurtherRoutes, HealthContribution, DiagnosticContribution {

    private final Relays relays;
    private final RelaySampling sampling;
    private final ServiceInstance self;

    RelayRoutes(Relays relays, RelaySampling sampling, ServiceInstance self) {
        this.relays = relays;
        this.sampling = sampling;
        this.self = self;
    }

    @Override
    public List<Object> views() {
        return relays.all().stream().<Object>map(this::view).toList();
    }

    @Override
    public Optional<Object> view(String id) {
        return relays.named(id).map(this::view);
    }

    RelayView view(RelayRun run) {
        return RelayView.of(run, sampling, self.id());
    }

    @Override
    public String name() {
        return "stream_routes";
    }

    @Override
    public Status status() {
        return relays.all().stream().anyMatch(run -> run.state() instanceof RouteState.Retrying)
                ? Status.DEGRADED
                : Status.HEALTHY;
    }

    @Override
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        for (RelayRun run : relays.all()) {
            report.put(
                    run.route().id().value(),
                    Map.of(
                            "state", run.state().getClass().getSimpleName(),
                            "since", run.state().since(),
                            "delivered", run.meters().delivered(),
                            "dead_letters", run.meters().deadLetters()));
        }
        return report;
    }

    @Override
    public List<Component> components() {
        return relays.all().stream().map(this::component).toList();
    }

    private Component component(RelayRun run) {
        RouteState.Retrying retrying = run.state() instanceof RouteState.Retrying r ? r : null;
        String id = run.route().id().value();
        return new Component(
                RedisLaneDialer.breaker(run.route()),
                Component.Kind.ROUTE,
                run.state().getClass().getSimpleName(),
                retrying == null,
                run.state().since(),
                retrying == null ? null : retrying.cause(),
                null,
                run.lanes().getFirst().lastCommit(),
                Map.of(
                        "route", id,
                        "delivered", run.meters().delivered(),
                        "dead_letters", run.meters().deadLetters(),
                        "lag_events", sampling.lagEvents(run),
                        "lag_seconds", sampling.lagMillis(run) / 1000.0));
    }
}
