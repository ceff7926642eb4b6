// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.redis.RedisKeys;

/**
 * Where a protected write looks for the highest epoch yet, and the epoch it is made under. A write under a lower one is
 * refused, one under a higher one raises the fence.
 *
 * @param key a Redis hash whose field {@code epoch} is the highest yet
 */
public record RedisFence(String key, long epoch) {

    /**
     * At the lease itself, which a takeover raises: the strictest. On a Redis Cluster the lease's name and the keys
     * written must share a hash tag.
     */
    public static RedisFence atLease(String lease, long epoch) {
        return new RedisFence(leaseKey(lease), epoch);
    }

    /**
     * Beside a key, in the same slot of a Redis Cluster. It is raised by the first write of a new owner and not before:
     * who reads the resource first, and then writes what follows from it, raises the fence in between with an empty
     * script, or reads and writes in one.
     */
    public static RedisFence beside(String resource, long epoch) {
        return new RedisFence(RedisKeys.beside("ballast:fence", resource), epoch);
    }

    static String leaseKey(String lease) {
        return "ballast:lease:" + lease;
    }
}
