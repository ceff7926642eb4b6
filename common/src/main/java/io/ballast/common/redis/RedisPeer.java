// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whom a link leads to.
 *
 * @param link its name in logs and meters
 * @param dial makes a dedicated connection
 * @param alive asks for a sign that it serves
 * @param probeKey a key that may be written there, and is nobody's
 */
record RedisPeer(
        String link,
        Supplier<Uni<RedisConnection>> dial,
        Function<RedisConnection, Uni<Void>> alive,
        Supplier<String> probeKey) {}
