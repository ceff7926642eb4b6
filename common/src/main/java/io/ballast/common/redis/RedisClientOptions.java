// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Topology and TLS of {@code ballast.redis} for every client of that Redis, whatever it is named. What asks every second
 * belongs to no request: a trace of each would drown those that do.
 */
@ApplicationScoped
class RedisClientOptions implements RedisOptionsCustomizer {

    private static final Set<String> BACKGROUND = Set.of("invalidation", "pubsub", "consumer");

    private final RedisConfig config;

    RedisClientOptions(RedisConfig config) {
        this.config = config;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        RedisAddress.apply(config, options);
        if (BACKGROUND.contains(clientName)) {
            options.setTracingPolicy(TracingPolicy.IGNORE);
        }
    }
}
