// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Routes made, changed, halted and removed at run time. What is answered is kept: over restarts, and for all instances. */
@Path("/api/v1/routes")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class RelayResource {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Relays relays;
    private final RelayRoutes routes;
    private final RouteStore store;
    private final RedisForgottenRoutes forgotten;
    private final SecurityIdentity identity;
    private final TimeSource time;

    RelayResource(
            Relays relays,
            RelayRoutes routes,
            RouteStore store,
            RedisForgottenRoutes forgotten,
            SecurityIdentity identity,
            TimeSource time) {
        this.forgotten = forgotten;
        this.relays = relays;
        this.routes = routes;
        this.store = store;
        this.identity = identity;
        this.time = time;
    }

    @POST
    public Uni<RestResponse<RelayView>> create(@Nullable JsonNode body) {
        RelayRoute route = parsed(body);
        String id = route.id().value();
        if (relays.configured(id) || relays.named(id).isPresent()) {
            throw ProblemException.conflict("there is a route with this id: " + id);
        }
        return keep(id, body, false).map(kept -> RestResponse.status(RestResponse.Status.CREATED, view(id)));
    }

    /** Makes it, or changes it; it goes on where it is, unless it now reads or writes another stream. */
    @PUT
    @Path("{id}")
    public Uni<RestResponse<RelayView>> replace(@PathParam("id") String id, @Nullable JsonNode body) {
        if (body instanceof ObjectNode object && !object.has("id")) {
            object.put("id", id);
        }
        RelayRoute route = parsed(body);
        if (!route.id().value().equals(id)) {
            throw ProblemException.badField("id", "is another than the path's: " + route.id());
        }
        notConfigured(id);
        boolean paused = relays.named(id).map(RelayRun::paused).orElse(false);
        boolean there = relays.named(id).isPresent();
        return keep(id, body, paused)
                .map(kept ->
                        RestResponse.status(there ? RestResponse.Status.OK : RestResponse.Status.CREATED, view(id)));
    }

    @DELETE
    @Path("{id}")
    public Uni<Void> remove(@PathParam("id") String id) {
        RelayRoute route = known(id).route();
        notConfigured(id);
        return put(new Desired(id, null, false, true, actor(), time.now(), version(id)))
                .invoke(() -> forgotten.forget(route))
                .replaceWithVoid();
    }

    /** Halts it; its position is kept. */
    @POST
    @Path("{id}/pause")
    public Uni<RelayView> pause(@PathParam("id") String id) {
        return halt(id, true);
    }

    /** Lets it go on where it was. */
    @POST
    @Path("{id}/resume")
    public Uni<RelayView> resume(@PathParam("id") String id) {
        return halt(id, false);
    }

    private Uni<RelayView> halt(String id, boolean paused) {
        RelayRun run = known(id);
        if (run.paused() == paused) {
            return Uni.createFrom().item(routes.view(run));
        }
        JsonNode route = run.desired() == null ? null : run.desired().route();
        return keep(id, route, paused).map(kept -> view(id));
    }

    private Uni<Desired> keep(String id, @Nullable JsonNode route, boolean paused) {
        return put(new Desired(id, route, paused, false, actor(), time.now(), version(id)));
    }

    private Uni<Desired> put(Desired next) {
        return store.put(next)
                .onFailure()
                .transform(failure -> ProblemException.unavailable("routes cannot be kept now", RETRY))
                .invoke(kept -> {
                    relays.apply(kept);
                    if (kept.version() != next.version() + 1) {
                        throw ProblemException.conflict("it was changed by another at the same time");
                    }
                });
    }

    private long version(String id) {
        return relays.wanted(id).map(Desired::version).orElse(0L);
    }

    private RelayRoute parsed(@Nullable JsonNode body) {
        if (body == null) {
            throw ProblemException.badField("route", "is missing");
        }
        try {
            RelayRoute route = relays.documents().parse(body);
            relays.refuseLoops(route);
            return route;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int colon = message.indexOf(": ");
            throw ProblemException.badField(message.substring(0, Math.max(0, colon)), message.substring(colon + 2));
        }
    }

    private void notConfigured(String id) {
        if (relays.configured(id)) {
            throw ProblemException.conflict("the route is configured: change it there, or pause it: " + id);
        }
    }

    private RelayRun known(String id) {
        return relays.named(id)
                .orElseThrow(() -> ProblemException.notFound("no route from stream to stream has this id: " + id));
    }

    private RelayView view(String id) {
        return routes.view(known(id));
    }

    private String actor() {
        return Caller.of(identity).userId().toString();
    }
}
