// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;

/** Opens connections with one owner, see {@link RedisDedicated}. */
@FunctionalInterface
public interface RedisConnector {

    /** A connection to the server that has this key now; in a cluster that may be another the next time. */
    Uni<RedisConnection> open(String key);
}
