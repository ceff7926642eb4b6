// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A ticket as its owner gets it, once.
 *
 * @param expiresAt no use after that
 */
@RegisterForReflection
record Ticket(String ticket, Instant expiresAt) {

    @Override
    public String toString() {
        return "Ticket[expiresAt=" + expiresAt + "]"; // as good as a password while it lives
    }
}
