// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** For whom a token speaks. Whoever connects something can see that its token is good before sending anything. */
@Path("/api/v1/whoami")
class CallerResource {

    private final SecurityIdentity identity;

    CallerResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The token's {@code sub}. Nothing else is done, so it also shows what a request costs at least. */
    @GET
    @RolesAllowed({Roles.USER, Roles.AGENT, Roles.OPERATOR})
    @Produces(MediaType.TEXT_PLAIN)
    public String whoami() {
        return Caller.of(identity).userId().toString();
    }
}
