// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.ReplicatedDatabase;
import io.ballast.common.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** The database in figures: pools, replication, tables, slowest queries. */
@Path("/api/database/stats")
class DatabaseResource {

    private final ReplicatedDatabase servers;

    DatabaseResource(ReplicatedDatabase servers) {
        this.servers = servers;
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Map<String, Object>> stats() {
        return servers.stats();
    }
}
