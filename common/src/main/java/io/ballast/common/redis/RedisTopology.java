// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

/** Who is at the address of a Redis. */
enum RedisTopology {
    /** One server, or a name that always leads to the primary. */
    STANDALONE,
    /** Sentinels, which are asked for the primary each time a connection is made. */
    SENTINEL,
    /** Some nodes of a cluster, which tell of the others. */
    CLUSTER
}
