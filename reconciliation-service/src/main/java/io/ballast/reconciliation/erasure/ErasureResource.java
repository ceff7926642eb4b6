// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.erasure;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.erasure.Erasures.Erased;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Erasure of all that is kept about a user: 409 with a confirmation, then 200; 202 where some is left for the next time. */
@Path("/api/v1/users")
class ErasureResource {

    private final Erasures erasures;
    private final SecurityIdentity identity;

    ErasureResource(Erasures erasures, SecurityIdentity identity) {
        this.erasures = erasures;
        this.identity = identity;
    }

    @DELETE
    @Path("me/data")
    @RolesAllowed(Roles.USER)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> own(@QueryParam("confirm") @Nullable String confirm) {
        return erase(Caller.of(identity).userId(), confirm);
    }

    @DELETE
    @Path("{id}/data")
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> others(@PathParam("id") String id, @QueryParam("confirm") @Nullable String confirm) {
        try {
            return erase(UUID.fromString(id), confirm);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("id", "must be a UUID");
        }
    }

    private Uni<Response> erase(UUID user, @Nullable String confirm) {
        UUID actor = Caller.of(identity).userId();
        Uni<Erased> erased = confirm == null ? erasures.offer(user, actor) : erasures.erase(user, actor, confirm);
        return erased.map(result ->
                Response.status(result.complete() ? 200 : 202).entity(result).build());
    }
}
