// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.security.ticket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** One-use tickets. */
@ConfigMapping(prefix = "ballast.tickets")
interface TicketConfig {

    /** How long an unused ticket is good for; never longer than the token it was given for. */
    @WithDefault("30s")
    Duration ttl();
}
