// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** A ticket for the bearer of a token, to open one WebSocket or event stream with ({@code ?ticket=}). */
@Path("/api/v1/tickets")
class TicketResource {

    private final Tickets tickets;
    private final SecurityIdentity identity;

    TicketResource(Tickets tickets, SecurityIdentity identity) {
        this.tickets = tickets;
        this.identity = identity;
    }

    @POST
    @RolesAllowed({Roles.USER, Roles.OPERATOR})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<Ticket>> issue() {
        return tickets.issue(Caller.of(identity)).map(ticket -> RestResponse.ResponseBuilder.ok(ticket)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }
}
