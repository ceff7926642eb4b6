// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.events;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's log, page by page. */
@Path("/api/v1/reconciliation/events")
class EventsResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Ledger ledger;
    private final SecurityIdentity identity;

    EventsResource(Ledger ledger, SecurityIdentity identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<EventPage> events(
            @QueryParam("account") @Nullable String account,
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String most) {
        UUID user = Caller.of(identity).userId();
        int limit = Field.of("limit").limit(most, USUAL, MOST);
        EventQuery query = new EventQuery(
                user,
                account == null ? null : Field.of("account").account(account),
                null,
                symbol == null ? null : Field.of("symbol").symbol(symbol),
                EventPage.read(cursor),
                limit + 1);
        return ledger.events(query).map(found -> EventPage.of(user, found, limit));
    }
}
