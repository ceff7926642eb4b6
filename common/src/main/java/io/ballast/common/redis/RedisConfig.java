// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The Redis that carries this region's streams and caches. */
@ConfigMapping(prefix = "ballast.redis")
interface RedisConfig {

    /** Where it is: {@code redis://[user:password@]host:port[/database]}, {@code rediss://} with TLS. */
    @WithDefault("redis://127.0.0.1:16379")
    String url();

    /** No command waits longer than this for its reply. */
    @WithDefault("2s")
    Duration commandTimeout();

    /** How often an idle link is pinged. */
    @WithDefault("1s")
    Duration pingInterval();

    /** How often the statistics in {@code /health} are gathered anew, with a round trip to the server. */
    @WithDefault("30s")
    Duration statisticsInterval();

    /** Ceiling of the first wait before a new connection attempt. */
    @WithDefault("500ms")
    Duration backoffFirst();

    /** No wait before a new connection attempt is longer. */
    @WithDefault("30s")
    Duration backoffCeiling();
}
