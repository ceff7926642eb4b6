// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topology and TLS of {@code ballast.redis} for every client of that Redis, whatever it is named. What asks every second
 * belongs to no request: a trace of each would drown those that do.
 */
@ApplicationScoped
class RedisClientOptions implements RedisOptionsCustomizer {

    private static final Set<String> BACKGROUND = Set.of("invalidation", "pubsub", "consumer");

    /** Clients whose commands and connections go by way of {@link RedisServers}. */
    private static final Set<String> ROUTED = Set.of("<default>", "control", "invalidation", "pubsub", "consumer");

    private final RedisConfig config;
    private final Map<String, RedisOptions> seen = new ConcurrentHashMap<>();

    RedisClientOptions(RedisConfig config) {
        this.config = config;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        RedisAddress.apply(config, options);
        if (config.topology() == RedisTopology.CLUSTER && isOurs(options) && !ROUTED.contains(clientName)) {
            throw new IllegalArgumentException("ballast.redis.topology=cluster: the Redis client '" + clientName
                    + "' uses several keys over one connection, which a cluster keeps on different nodes;"
                    + " this service needs standalone or sentinel");
        }
        if (BACKGROUND.contains(clientName)) {
            options.setTracingPolicy(TracingPolicy.IGNORE);
        }
        seen.put(clientName, options);
    }

    private boolean isOurs(RedisOptions options) {
        return options.getEndpoints().containsAll(RedisAddress.urls(config));
    }

    /** The options of a client for one server that its addresses only lead to. */
    RedisOptions ofServer(String clientName, String url) {
        RedisOptions known = seen.get(clientName);
        if (known == null) {
            throw new IllegalStateException("no Redis client of that name is configured: " + clientName);
        }
        return new RedisOptions(known).setType(RedisClientType.STANDALONE).setEndpoints(List.of(url));
    }
}
