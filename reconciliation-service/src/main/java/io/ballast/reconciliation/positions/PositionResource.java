// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.events.EventView;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.PositionState;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;

/** One position of the caller's, open or closed, with what has happened to it. */
@Path("/api/v1/positions/{position_id}")
class PositionResource {

    private static final int TIMELINE = 200;

    /**
     * A position and its events.
     *
     * @param timeline newest first, the newest 200
     */
    record Detail(@JsonUnwrapped PositionView position, List<EventView> timeline) {}

    private final Ledger ledger;
    private final SecurityIdentity identity;

    PositionResource(Ledger ledger, SecurityIdentity identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Detail> position(@PathParam("position_id") String id) {
        UUID user = Caller.of(identity).userId();
        return ledger.position(user, parse(id))
                .onItem()
                .ifNull()
                .failWith(PositionResource::notFound)
                .chain(position -> ledger.accounts(user).chain(accounts -> detail(position, accounts)));
    }

    private Uni<Detail> detail(PositionState position, List<AccountState> accounts) {
        AccountState account = accounts.stream()
                .filter(a -> a.key().equals(position.key()))
                .findFirst()
                .orElse(null);
        EventQuery query = new EventQuery(
                position.key().userId(), position.key().account(), position.ticket(), null, null, TIMELINE);
        return ledger.events(query)
                .map(events -> new Detail(
                        PositionView.of(position, account),
                        events.stream().map(EventView::of).toList()));
    }

    static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("you have no such position");
    }
}
