// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The routes, how far each has come, and in which state it is. */
@Path("/api/v1/routes")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class RouteResource {

    private final Routes routes;

    RouteResource(Routes routes) {
        this.routes = routes;
    }

    @GET
    public List<RouteView> all() {
        return routes.all().stream().map(this::view).toList();
    }

    @GET
    @Path("{id}")
    public RouteView one(@PathParam("id") String id) {
        return routes.named(id)
                .map(this::view)
                .orElseThrow(() -> ProblemException.notFound("no route has this id: " + id));
    }

    private RouteView view(RouteRun run) {
        return RouteView.of(run, routes.lag(run.route().id().value()));
    }
}
