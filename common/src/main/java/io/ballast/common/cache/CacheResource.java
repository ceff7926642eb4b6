// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.security.Roles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** This instance's caches, for operators. */
@Path("/api/cache")
class CacheResource {

    /** @param invalidationsHeard whether other instances' invalidations reach this one */
    @RegisterForReflection
    record Report(String status, boolean invalidationsHeard, List<CacheStats> caches) {}

    private final LocalCaches caches;
    private final Invalidations invalidations;

    CacheResource(LocalCaches caches, Invalidations invalidations) {
        this.caches = caches;
        this.invalidations = invalidations;
    }

    @GET
    @Path("/stats")
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public Report stats() {
        return new Report("ok", invalidations.heard(), caches.stats());
    }
}
