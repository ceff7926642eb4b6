// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.ballast.common.security.Caller;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What is known of the verified token that a ticket was given for: whose it is, its role, and its end. */
final class TicketToken implements JsonWebToken {

    private final Map<String, Object> claims;

    TicketToken(Caller caller, String role) {
        this.claims = Map.of(
                Claims.sub.name(),
                caller.userId().toString(),
                Claims.groups.name(),
                Set.of(role),
                Claims.exp.name(),
                caller.expiresAt().getEpochSecond());
    }

    @Override
    public String getName() {
        return getSubject();
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }

    @Override
    public String toString() {
        return "ticket of " + getSubject();
    }
}
