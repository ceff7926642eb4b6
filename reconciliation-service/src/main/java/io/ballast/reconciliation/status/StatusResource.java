// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.answer.Answers;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Ledger;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The caller's status, of all accounts or of one. */
@Path("/api/v1/reconciliation/status")
class StatusResource {

    private static final int RECENT = 5;

    private final Answers answers;
    private final Ledger ledger;
    private final TimeSource time;
    private final SecurityIdentity identity;

    StatusResource(Answers answers, Ledger ledger, TimeSource time, SecurityIdentity identity) {
        this.answers = answers;
        this.ledger = ledger;
        this.time = time;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StatusView.class)))
    public Uni<Response> status(@QueryParam("account") @Nullable String account, @Context Request request) {
        UUID user = Caller.of(identity).userId();
        String only = account == null ? null : Field.of("account").account(account);
        return answers.answer(CacheKeys.status(user, only), request, () -> load(user, only));
    }

    private Uni<StatusView> load(UUID user, @Nullable String account) {
        return ledger.overview(user, account, RECENT).map(overview -> StatusRules.view(user, overview, time.now()));
    }
}
