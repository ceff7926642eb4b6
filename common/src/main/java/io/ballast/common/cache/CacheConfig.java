// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** The two-level cache. */
@ConfigMapping(prefix = "ballast.cache")
public interface CacheConfig {

    /** Entries that a feature's cache holds in this process; beyond it the least useful are evicted. */
    @WithDefault("5000")
    int maxSize();

    /** Entries for single features, by name, instead of {@link #maxSize}. */
    Map<String, Integer> maxSizes();

    /** A value longer than this (bytes) is kept in Redis alone, which bounds what the process can hold. */
    @WithDefault("65536")
    int maxLocalLength();

    /** While invalidations are not heard, nothing is served from this process that is older. */
    @WithDefault("1s")
    Duration unheardTtl();

    /** A load that takes longer fails for all who wait for it. */
    @WithDefault("30s")
    Duration loadTimeout();

    /** How long Redis remembers that a key was invalidated; must be well over {@link #loadTimeout}. */
    @WithDefault("10m")
    Duration generationTtl();

    /** How often invalidations that Redis has not confirmed are tried again. */
    @WithDefault("250ms")
    Duration retryInterval();

    /** Invalidations kept while Redis is away; beyond it the oldest is dropped and counted, its TTL must do. */
    @WithDefault("100000")
    int maxPending();

    /** The region this instance caches for; invalidations from others are carried out on this region's Redis. */
    @WithDefault("local")
    String region();
}
