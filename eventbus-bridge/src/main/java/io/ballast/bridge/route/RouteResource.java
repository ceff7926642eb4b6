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
import java.util.stream.Stream;

/** The routes, how far each has come, and in which state it is. */
@Path("/api/v1/routes")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class RouteResource {

    private final Routes routes;

    private final FurtherRoutes further;

    RouteResource(Routes routes, FurtherRoutes further) {
        this.routes = routes;
        this.further = further;
    }

    @GET
    public List<Object> all() {
        return Stream.concat(routes.all().stream().map(this::view), further.views().stream())
                .toList();
    }

    @GET
    @Path("{id}")
    public Object one(@PathParam("id") String id) {
        return routes.named(id)
                .<Object>map(this::view)
                .or(() -> further.view(id))
                .orElseThrow(() -> ProblemException.notFound("no route has this id: " + id));
    }

    private RouteView view(RouteRun run) {
        return RouteView.of(run, routes.lag(run.route().id().value()));
    }
}
