// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.slippage;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.SlippageRepository;
import io.ballast.reconciliation.ledger.SlippageRepository.SlippageQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's slippage, per broker, symbol and side. */
@Path("/api/v1/reconciliation/slippage")
@Produces(MediaType.APPLICATION_JSON)
class SlippageResource {

    private final SlippageRepository entries;
    private final SecurityIdentity identity;

    SlippageResource(SlippageRepository entries, SecurityIdentity identity) {
        this.entries = entries;
        this.identity = identity;
    }

    /** Positions entered from {@code from} until before {@code to}. */
    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    public Uni<SlippageView> slippage(
            @QueryParam("account") @Nullable String account,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        UUID user = Caller.of(identity).userId();
        Instant begin = Field.of("from").optionalTime(from);
        Instant end = Field.of("to").optionalTime(to);
        if (begin != null && end != null && begin.isAfter(end)) {
            throw Field.of("from").wrong("must not be after to");
        }
        SlippageQuery query = new SlippageQuery(
                user,
                account == null ? null : Field.of("account").account(account),
                symbol == null ? null : Field.of("symbol").symbol(symbol),
                begin,
                end);
        return entries.slippage(query).map(found -> SlippageView.of(user, found));
    }
}
