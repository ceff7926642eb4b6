// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import io.ballast.local.keys.Role;
import io.ballast.local.keys.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** An agent's token, renewed before it expires. Not thread-safe. */
final class AgentToken {

    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Tokens tokens;
    private final UUID user;
    private final InstantSource clock;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    AgentToken(Tokens tokens, UUID user, InstantSource clock) {
        this.tokens = tokens;
        this.user = user;
        this.clock = clock;
    }

    String current() {
        Instant now = clock.instant();
        if (!now.isBefore(renewAt)) {
            token = tokens.mint(Role.AGENT, user, now, VALIDITY);
            renewAt = now.plus(VALIDITY).minus(MARGIN);
        }
        return token;
    }
}
