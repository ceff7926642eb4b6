// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.relay.RedisStreamCatalogue.StreamView;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** The streams there are, how long, and who reads them. */
@Path("/api/v1/streams")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
class StreamResource {

    private final RedisEnds ends;
    private final RedisStreamCatalogue catalogue;

    StreamResource(RedisEnds ends, RedisStreamCatalogue catalogue) {
        this.ends = ends;
        this.catalogue = catalogue;
    }

    @GET
    public Uni<List<StreamView>> all(@QueryParam("redis") @DefaultValue(RedisEnd.DEFAULT) String redis) {
        RedisEnd end = ends.named(redis)
                .orElseThrow(
                        () -> ProblemException.badField("redis", "no Redis is configured under this name: " + redis));
        return catalogue
                .all(end)
                .onFailure()
                .transform(failure -> ProblemException.unavailable("it cannot be reached now", Duration.ofSeconds(2)));
    }
}
