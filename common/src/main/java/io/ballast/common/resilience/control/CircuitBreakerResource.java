// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.observability.Tracing;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.control.BreakerOperations.Operator;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The breakers, for operators. */
@Path("/api/circuit-breaker")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
class CircuitBreakerResource {

    private static final Comparator<BreakerStatus> WORST =
            Comparator.comparing(BreakerStatus::state).thenComparing(BreakerStatus::failureCount);

    private final Breakers breakers;
    private final BreakerOperations operations;
    private final Fleet fleet;
    private final History history;
    private final SecurityIdentity identity;

    CircuitBreakerResource(
            Breakers breakers, BreakerOperations operations, Fleet fleet, History history, SecurityIdentity identity) {
        this.breakers = breakers;
        this.operations = operations;
        this.fleet = fleet;
        this.history = history;
        this.identity = identity;
    }

    /** All breakers, or those of one name, of this instance or of the fleet; {@code scope} tells which it became. */
    @GET
    @Path("status")
    public Uni<Answers.Status> status(
            @QueryParam("name") @Nullable String name, @QueryParam("scope") @Nullable String scope) {
        Uni<Answers.Status> here = Uni.createFrom().item(() -> answer(Scope.INSTANCE, breakers.statuses(), name));
        return switch (Parameters.scope(scope)) {
            case INSTANCE -> here;
            case FLEET ->
                fleet.statuses()
                        .map(all -> answer(Scope.FLEET, all, name))
                        .onFailure(failure -> !(failure instanceof ProblemException))
                        .recoverWithUni(here);
        };
    }

    private static Answers.Status answer(Scope scope, List<BreakerStatus> all, @Nullable String name) {
        List<BreakerStatus> shown = name == null
                ? all
                : all.stream().filter(b -> b.name().equals(name)).toList();
        if (name != null && shown.isEmpty()) {
            throw ProblemException.notFound("there is no circuit breaker named " + name);
        }
        return new Answers.Status(scope, shown.stream().max(WORST).orElse(null), shown);
    }

    /** With a probe; or at once and on every instance, with {@code override=true} and a reason. */
    @POST
    @Path("reset")
    public Uni<Answers.Change> reset(
            @QueryParam("name") @Nullable String name,
            @QueryParam("override") @Nullable String override,
            @QueryParam("reason") @Nullable String reason) {
        String chosen = name == null || name.isBlank()
                ? operations.onlyOpen()
                : operations.known(name).name();
        boolean atOnce = Parameters.override(override);
        String why = atOnce || reason != null ? Parameters.reason(reason) : null;
        return atOnce && why != null
                ? operations.close(chosen, why, operator())
                : operations.reset(chosen, why, operator());
    }

    /** Isolates a dependency on every instance of this service until {@code ttl} has passed. */
    @POST
    @Path("force-open")
    public Uni<Answers.Change> forceOpen(
            @QueryParam("name") @Nullable String name,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("ttl") @Nullable String ttl) {
        String known = operations.known(Parameters.required("name", name)).name();
        return operations.forceOpen(known, Parameters.reason(reason), Parameters.ttl(ttl), operator());
    }

    /** What happened to all breakers, or to those of one name ({@code name} or {@code service/name}). */
    @GET
    @Path("history")
    public Uni<Answers.Trail> history(
            @QueryParam("limit") @Nullable String limit, @QueryParam("name") @Nullable String name) {
        Predicate<HistoryEntry> wanted = entry ->
                name == null || entry.name().equals(name) || entry.subject().equals(name);
        return history.newest(Parameters.limit(limit), wanted).map(entries -> {
            if (name != null && entries.isEmpty() && breakers.status(name).isEmpty()) {
                throw ProblemException.notFound("there is no circuit breaker named " + name);
            }
            return new Answers.Trail(entries);
        });
    }

    private Operator operator() {
        return new Operator(Caller.of(identity).userId().toString(), Tracing.traceparent(Span.current()));
    }
}
