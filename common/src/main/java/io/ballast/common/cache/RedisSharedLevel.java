// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.redis.RedisGateway;
import io.ballast.common.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts in Redis under the contract's keys. Beside each key that was invalidated lately lies a hash with its
 * generation and WAL position; its name carries the key as hash tag, so that a Redis Cluster keeps both in one slot.
 */
@ApplicationScoped
class RedisSharedLevel implements SharedLevel {

    private static final String NEVER_INVALIDATED = "0";
    private static final String STORE =
            """
            if (redis.call('HGET', KEYS[1], 'g') or '0') ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
            return 1""";
    private static final String INVALIDATE =
            """
            local g = redis.call('HINCRBY', KEYS[1], 'g', 1)
            if ARGV[1] ~= '' then redis.call('HSET', KEYS[1], 'w', ARGV[1]) end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            redis.call('DEL', KEYS[2])
            return g""";

    private final RedisGateway redis;
    private final CacheConfig config;

    RedisSharedLevel(RedisGateway redis, CacheConfig config) {
        this.redis = redis;
        this.config = config;
    }

    @Override
    public boolean up() {
        return redis.up();
    }

    @Override
    public Uni<Found> read(String key) {
        // the generation first: were it read after the value, an invalidation in between would go unseen
        return redis.batch(List.of(
                        Request.cmd(Command.HMGET)
                                .arg(generationKey(key))
                                .arg("g")
                                .arg("w"),
                        Request.cmd(Command.GET).arg(key),
                        Request.cmd(Command.PTTL).arg(key)))
                .map(RedisSharedLevel::found)
                .onFailure()
                .recoverWithItem(new Found.Unavailable());
    }

    private static Found found(List<Response> replies) {
        @Nullable Response value = replies.get(1);
        long millis = replies.get(2).toLong();
        if (value != null && millis > 0) {
            return new Found.Hit(value.toBytes(), Duration.ofMillis(millis));
        }
        @Nullable Response generation = replies.get(0).get(0);
        @Nullable Response wal = replies.get(0).get(1);
        return new Found.Miss(
                generation == null ? NEVER_INVALIDATED : generation.toString(),
                wal == null ? Freshness.ANY : new Freshness(Optional.of(wal.toString())));
    }

    @Override
    public Uni<Boolean> store(String key, String generation, byte[] bytes, Duration ttl) {
        Request store = Request.cmd(Command.EVAL)
                .arg(STORE)
                .arg("2")
                .arg(generationKey(key))
                .arg(key)
                .arg(generation)
                .arg(bytes)
                .arg(Long.toString(Math.max(1, ttl.toMillis())));
        return redis.batch(List.of(store)).map(replies -> replies.getFirst().toInteger() == 1);
    }

    @Override
    public Uni<Map<String, Long>> invalidate(Collection<String> keys, @Nullable String walPosition) {
        List<String> ordered = List.copyOf(keys);
        String wal = walPosition == null ? "" : walPosition;
        return redis.batch(ordered.stream().map(key -> invalidation(key, wal)).toList())
                .map(replies -> {
                    Map<String, Long> generations = new LinkedHashMap<>();
                    for (int i = 0; i < ordered.size(); i++) {
                        generations.put(ordered.get(i), replies.get(i).toLong());
                    }
                    return generations;
                });
    }

    private Request invalidation(String key, String wal) {
        return Request.cmd(Command.EVAL)
                .arg(INVALIDATE)
                .arg("2")
                .arg(generationKey(key))
                .arg(key)
                .arg(wal)
                .arg(Long.toString(config.generationTtl().toMillis()));
    }

    private static String generationKey(String key) {
        return RedisKeys.beside("ballast:cache:generation", key);
    }
}
