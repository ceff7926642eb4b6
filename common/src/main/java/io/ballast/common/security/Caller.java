// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who is calling, as a verified token says it.
 *
 * @param userId the token's {@code sub}
 * @param operator whether it carries the operator role
 * @param expiresAt the token's {@code exp}
 */
public record Caller(UUID userId, boolean operator, Instant expiresAt) {

    /** @throws AuthenticationFailedException (a 401) if there is no verified token or its {@code sub} is no UUID */
    public static Caller of(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token) || token.getSubject() == null) {
            throw new AuthenticationFailedException("a bearer token with a subject is needed");
        }
        try {
            return new Caller(
                    UUID.fromString(token.getSubject()),
                    identity.hasRole(Roles.OPERATOR),
                    Instant.ofEpochSecond(token.getExpirationTime()));
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailedException("the token's sub is no UUID", e);
        }
    }
}
