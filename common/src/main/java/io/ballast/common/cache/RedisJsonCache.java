// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.redis.RedisGateway;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JSON texts in Redis. While Redis is away every call loads. */
@ApplicationScoped
class RedisJsonCache implements JsonCache {

    private final RedisGateway redis;
    private final MeterRegistry meters;
    /** Raised by every invalidation: a load that began before one must not be cached after it. */
    private final AtomicLong generation = new AtomicLong();

    RedisJsonCache(RedisGateway redis, MeterRegistry meters) {
        this.redis = redis;
        this.meters = meters;
    }

    @Override
    public Uni<Entry> get(String key, Duration ttl, Supplier<Uni<String>> loader) {
        return redis.batch(List.of(
                        Request.cmd(Command.GET).arg(key),
                        Request.cmd(Command.PTTL).arg(key)))
                .map(RedisJsonCache::entry)
                .onFailure()
                .recoverWithNull()
                .onItem()
                .transformToUni(found -> {
                    count(found != null);
                    return found != null ? Uni.createFrom().item(found) : load(key, ttl, loader);
                });
    }

    private Uni<Entry> load(String key, Duration ttl, Supplier<Uni<String>> loader) {
        long began = generation.get();
        return loader.get()
                .call(json -> began == generation.get()
                        ? store(key, ttl, json)
                        : Uni.createFrom().voidItem())
                .map(json -> new Entry(json, false, ttl));
    }

    private Uni<Void> store(String key, Duration ttl, String json) {
        return redis.command(Command.SET, key, json, "PX", Long.toString(ttl.toMillis()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    @Override
    public Uni<Void> invalidate(Collection<String> keys) {
        generation.incrementAndGet();
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return redis.command(Command.DEL, keys.toArray(String[]::new))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private static @Nullable Entry entry(List<Response> replies) {
        Response value = replies.get(0);
        return value == null
                ? null
                : new Entry(
                        value.toString(),
                        true,
                        Duration.ofMillis(Math.max(0, replies.get(1).toLong())));
    }

    private void count(boolean hit) {
        meters.counter("ballast_cache_requests", "cache", "json", "level", "redis", "result", hit ? "hit" : "miss")
                .increment();
    }
}
