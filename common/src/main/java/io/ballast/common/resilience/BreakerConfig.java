// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How each breaker trips, by its name; a name without settings of its own has the defaults of its kind. */
@ConfigMapping(prefix = "ballast.breaker")
public interface BreakerConfig {

    @WithParentName
    @WithDefaults
    Map<String, Settings> byName();

    /** One breaker's settings. */
    interface Settings {

        /** Consecutive failures that open it. Absent: 5, or 3 for an outside API. */
        OptionalInt failures();

        /** How long it stays open before one call is let through to try. Absent: 60 s, or 30 s for an outside API. */
        Optional<Duration> openFor();

        /** Time limit of one guarded call. */
        @WithDefault("30s")
        Duration timeout();

        /**
         * Class names of the exceptions (subclasses included) that count as failures. Absent: every one. Names are
         * compared, not loaded: a misspelt one matches nothing.
         */
        Optional<Set<String>> failOn();

        /** Class names of the exceptions (subclasses included) that count as successes, before {@link #failOn()}. */
        Optional<Set<String>> skipOn();
    }
}
