// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.quarkus.redis.client.RedisClientName;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every Redis that a route may name: {@code default}, which is this region's own, and those configured. */
@ApplicationScoped
class RedisEnds {

    private final Map<String, RedisEnd> byName = new TreeMap<>();

    RedisEnds(@RedisClientName("blocking") Redis blocking, Vertx vertx, RelayConfig config, ServersConfig servers) {
        byName.put(RedisEnd.DEFAULT, new RedisEnd(RedisEnd.DEFAULT, config.regionUrl(), blocking, config.limit()));
        servers.byName().forEach((name, other) -> {
            if (name.equals(RedisEnd.DEFAULT)) {
                throw new IllegalStateException("ballast.bridge.redis.default is ballast.redis: set its url there");
            }
            byName.put(name, new RedisEnd(name, other.url(), client(vertx, other.url(), config), config.limit()));
        });
    }

    /** One whose sockets are given up after a silence, also while they are being set up. */
    static Redis client(Vertx vertx, String url, RelayConfig config) {
        int seconds = Math.toIntExact(
                Math.max(2, config.limit().plus(config.block()).plusMillis(1999).toSeconds()));
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url)
                        .setMaxPoolSize(config.connections())
                        .setMaxPoolWaiting(config.connections())
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setNetClientOptions(new NetClientOptions()
                                .setConnectTimeout((int) config.limit().toMillis())
                                .setReadIdleTimeout(seconds)));
    }

    Optional<RedisEnd> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    @PreDestroy
    void stop() {
        byName.values().stream()
                .filter(end -> !end.name().equals(RedisEnd.DEFAULT))
                .forEach(RedisEnd::close);
    }
}
