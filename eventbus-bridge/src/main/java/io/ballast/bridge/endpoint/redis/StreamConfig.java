// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the tails of Redis streams are read. */
@ConfigMapping(prefix = "ballast.bridge.stream")
interface StreamConfig {

    /** The Redis that holds the streams; only its database number is read here. */
    @WithDefault("${ballast.redis.url:redis://127.0.0.1:16379}")
    String redis();

    /** How long one read waits for entries. Well below {@link #silence}, since its answer is the sign of life. */
    @WithDefault("1s")
    Duration block();

    /** A connection that answered nothing for so long is given up. */
    @WithDefault("3s")
    Duration silence();

    /** A connection that does not stand by then is given up. */
    @WithDefault("4s")
    Duration connectTimeout();

    /** Ceiling of the first wait before a new connection attempt. */
    @WithDefault("${ballast.redis.backoff-first:500ms}")
    Duration backoffFirst();

    /** No wait before a new connection attempt is longer. */
    @WithDefault("${ballast.redis.backoff-ceiling:30s}")
    Duration backoffCeiling();

    /** Dead letters kept while Redis is away; more are dropped and counted. */
    @WithDefault("1000")
    int deadLetterBuffer();
}
