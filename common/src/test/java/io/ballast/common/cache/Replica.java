// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;

/** One instance of a service, as far as caching goes, over a real Redis. */
public final class Replica implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final RedisLinks links;
    final LocalCaches locals;
    final Invalidations invalidations;
    final TwoLevelCache cache;

    private Replica(RedisLinks links, CacheConfig config) {
        this.links = links;
        SharedLevel shared = new RedisSharedLevel(links.gateway(), config);
        this.locals = new LocalCaches(config, links.time(), meters);
        this.invalidations = new Invalidations(
                new Announcer(shared, links.publisher(), config, links.time(), links.time(), meters),
                config,
                links.tails());
        this.cache = new TwoLevelCache(locals, shared, invalidations, config, links.time());
    }

    /** Hears the others' invalidations. */
    public static Replica hearing(String url, String... settings) {
        return hearingThrough(url, url, settings);
    }

    static Replica hearingThrough(String url, String blockingUrl, String... settings) {
        Replica replica = deaf(url, blockingUrl, settings);
        replica.invalidations.start(new StartupEvent());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(replica.invalidations.heard()).isTrue());
        return replica;
    }

    /** Reaches Redis, but never hears of an invalidation. */
    static Replica deaf(String url, String blockingUrl, String... settings) {
        Replica replica = new Replica(
                new RedisLinks(url, blockingUrl, new SimpleMeterRegistry()),
                Settings.of(CacheConfig.class, "ballast.cache", settings));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(replica.links.gateway().up()).isTrue());
        return replica;
    }

    /** Finds no Redis. */
    static Replica alone(String url, String... settings) {
        Replica replica = new Replica(
                new RedisLinks(url, new SimpleMeterRegistry()),
                Settings.of(CacheConfig.class, "ballast.cache", settings));
        replica.invalidations.start(new StartupEvent());
        return replica;
    }

    public TwoLevelCache cache() {
        return cache;
    }

    /** As asked with a loader that answers {@code json}. */
    public Body get(CacheKey key, Duration ttl, String json) {
        return cache.body(key, ttl, freshness -> Uni.createFrom().item(json.getBytes(UTF_8)))
                .await()
                .atMost(SOON);
    }

    static String text(Body body) {
        return new String(body.bytes(), UTF_8);
    }

    String inRedis(String key) {
        return String.valueOf(links.gateway().command(Command.GET, key).await().atMost(SOON));
    }

    CacheStats stats(String name) {
        return locals.stats().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    double requests(String name, String level, String result) {
        return meters.get("ballast_cache_requests")
                .tags("cache", name, "level", level, "result", result)
                .functionCounter()
                .count();
    }

    @Override
    public void close() {
        invalidations.stop();
        links.close();
    }
}
