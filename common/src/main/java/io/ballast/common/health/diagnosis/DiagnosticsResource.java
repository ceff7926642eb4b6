// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.quarkus.arc.All;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** What is wrong here and what to do, for operators. Asks nobody: it must answer while everything else is away. */
@Path("/api/diagnostics")
class DiagnosticsResource {

    private final List<DiagnosticContribution> contributions;
    private final Breakers breakers;
    private final RecentTransitions moves;
    private final ServiceInstance self;
    private final TimeSource time;

    DiagnosticsResource(
            @All List<DiagnosticContribution> contributions,
            Breakers breakers,
            RecentTransitions moves,
            ServiceInstance self,
            TimeSource time) {
        this.contributions = contributions;
        this.breakers = breakers;
        this.moves = moves;
        this.self = self;
        this.time = time;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public Diagnosis diagnose() {
        List<Component> components = contributions.stream()
                .flatMap(contribution -> contribution.components().stream())
                .sorted(Comparator.comparing(Component::kind).thenComparing(Component::name))
                .toList();
        Facts facts = new Facts(time.now(), components, breakers.statuses());
        List<Finding> findings = Rules.findings(facts);
        return new Diagnosis(
                findings.isEmpty() ? "ok" : "findings",
                self.service(),
                self.id(),
                facts.at(),
                findings,
                components,
                facts.breakers(),
                moves.newest().stream().map(Diagnosis.Move::of).toList());
    }
}
