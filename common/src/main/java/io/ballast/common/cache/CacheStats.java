// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One feature's cache on this instance, since its start.
 *
 * @param size entries in this process
 * @param hits requests answered from this process or from Redis
 * @param misses requests that needed a load; {@code loads} is smaller where several shared one
 * @param hitRate {@code hits} of all requests, 0 where there were none
 * @param evictions entries that made room for others
 * @param expirations entries whose time was over
 * @param invalidations keys forgotten because of a call here or an event from another instance
 */
@RegisterForReflection
record CacheStats(
        String name,
        long size,
        long maxSize,
        long hits,
        long misses,
        double hitRate,
        long evictions,
        long expirations,
        long loads,
        long invalidations) {}
