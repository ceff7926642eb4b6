// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.AccountKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Where agents push what the broker holds. */
@Path("/api/v1/accounts/{account}/snapshots")
class SnapshotResource {

    private final SnapshotIntake intake;
    private final SecurityIdentity identity;

    SnapshotResource(SnapshotIntake intake, SecurityIdentity identity) {
        this.intake = intake;
        this.identity = identity;
    }

    @POST
    @RolesAllowed(Roles.AGENT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = SnapshotBody.class)))
    public Uni<Response> push(@PathParam("account") String account, byte[] body) {
        AccountKey key =
                new AccountKey(Caller.of(identity).userId(), Field.of("account").account(account));
        return intake.take(key, body, null)
                .map(run -> Response.accepted(RunView.of(run)).build());
    }
}
