// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** How each breaker trips, by its name; a name without settings of its own has the defaults. */
@ConfigMapping(prefix = "ballast.breaker")
interface BreakerConfig {

    @WithParentName
    @WithDefaults
    Map<String, Tuning> byName();

    /** One breaker's tuning. */
    interface Tuning {

        /** Consecutive failures that open it. */
        @WithDefault("5")
        int failures();

        /** How long it stays open before one probe is let through. */
        @WithDefault("60s")
        Duration openFor();

        /** Time limit of one guarded call. */
        @WithDefault("30s")
        Duration timeout();
    }
}
