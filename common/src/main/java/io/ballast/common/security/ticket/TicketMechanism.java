// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets the bearer of a ticket in as if it had sent its token: with {@code ?ticket=}, on what a browser can send no
 * header with (WebSocket and event streams), and nowhere else. A ticket beside an {@code Authorization} header is left
 * alone. Asking uses the ticket up, whatever the endpoint then says.
 */
@ApplicationScoped
class TicketMechanism implements HttpAuthenticationMechanism {

    private final Tickets tickets;

    TicketMechanism(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String ticket = context.request().getParam("ticket");
        if (ticket == null || !headerless(context.request())) {
            return Uni.createFrom().nullItem();
        }
        Uni<SecurityIdentity> redeemed = tickets.redeem(ticket).map(TicketMechanism::identity);
        @Nullable Context loop = Vertx.currentContext();
        return loop == null ? redeemed : redeemed.emitOn(task -> loop.runOnContext(ignored -> task.run()));
    }

    private static boolean headerless(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean events = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
        boolean socket = request.headers().contains(HttpHeaders.UPGRADE, "websocket", true);
        return (events || socket) && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    private static SecurityIdentity identity(Caller caller) {
        String role = caller.operator() ? Roles.OPERATOR : Roles.USER;
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new TicketToken(caller, role))
                .addRole(role)
                .build();
    }

    /** Before the bearer token's mechanism, which would find nothing. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    /** None: who is turned away is asked for a bearer token. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
