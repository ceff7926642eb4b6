// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The control plane: a Redis connection of its own, over which instances share overrides, history and states. */
@ConfigMapping(prefix = "ballast.control")
interface ControlConfig {

    /** No command of the control plane waits longer than this for its reply. */
    @WithDefault("${ballast.redis.command-timeout:2s}")
    Duration commandTimeout();

    /** How often it looks for what other instances announced; an override is seen elsewhere after at most about this. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** Ceiling of the first wait before a new connection attempt. */
    @WithDefault("${ballast.redis.backoff-first:500ms}")
    Duration backoffFirst();

    /** No wait before a new connection attempt is longer. */
    @WithDefault("${ballast.redis.backoff-ceiling:30s}")
    Duration backoffCeiling();

    /** How often an instance publishes its breakers' states and compares its overrides with the fleet's. */
    @WithDefault("1s")
    Duration heartbeat();

    /** An instance that published nothing for so long is not part of the fleet any more. */
    @WithDefault("5s")
    Duration heartbeatExpiry();

    /** Events kept while the fleet cannot be told; beyond that the oldest are dropped, and counted. */
    @WithDefault("1000")
    int buffer();
}
