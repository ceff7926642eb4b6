// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

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

/** The caller's guards: those of the worst account, and each account's own. */
@Path("/api/v1/guards/status")
class GuardsResource {

    private final Answers answers;
    private final Ledger ledger;
    private final TimeSource time;
    private final SecurityIdentity identity;

    GuardsResource(Answers answers, Ledger ledger, TimeSource time, SecurityIdentity identity) {
        this.answers = answers;
        this.ledger = ledger;
        this.time = time;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = GuardsView.class)))
    public Uni<Response> status(@QueryParam("account") @Nullable String account, @Context Request request) {
        UUID user = Caller.of(identity).userId();
        String only = account == null ? null : Field.of("account").account(account);
        return answers.answer(CacheKeys.guards(user, only), request, () -> load(user, only));
    }

    private Uni<GuardsView> load(UUID user, @Nullable String account) {
        return ledger.accounts(user, account).map(accounts -> GuardRules.view(user, accounts, time.now()));
    }
}
