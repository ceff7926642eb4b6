// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

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

/** The caller's open positions: those that both sides agree on, or with {@code include=all} every one. */
@Path("/api/v1/positions/open")
class OpenPositionsResource {

    private final Answers answers;
    private final Ledger ledger;
    private final TimeSource time;
    private final SecurityIdentity identity;

    OpenPositionsResource(Answers answers, Ledger ledger, TimeSource time, SecurityIdentity identity) {
        this.answers = answers;
        this.ledger = ledger;
        this.time = time;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PositionsView.class)))
    public Uni<Response> open(
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("include") @Nullable String include,
            @QueryParam("account") @Nullable String account,
            @Context Request request) {
        UUID user = Caller.of(identity).userId();
        String ofSymbol = symbol == null ? null : Field.of("symbol").symbol(symbol);
        String ofAccount = account == null ? null : Field.of("account").account(account);
        if (include != null && !include.equals("all")) {
            throw Field.of("include").wrong("must be all, or left out");
        }
        boolean everything = include != null;
        return answers.answer(
                CacheKeys.positions(user, ofSymbol, ofAccount, everything),
                request,
                () -> load(user, ofSymbol, ofAccount, everything));
    }

    private Uni<PositionsView> load(UUID user, @Nullable String symbol, @Nullable String account, boolean everything) {
        return ledger.accounts(user, account).chain(accounts -> ledger.openPositions(user, account, symbol)
                .map(positions -> PositionsView.of(
                        user,
                        accounts,
                        positions.stream()
                                .filter(position -> everything || position.openAndMatched())
                                .toList(),
                        time.now())));
    }
}
