// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.ballast.common.time.TimeSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** The first level: one bounded cache per feature, made when first used, and its meters. */
@ApplicationScoped
class LocalCaches {

    /** Features come from code, not from callers; the bound is there so that a mistake cannot make meters for ever. */
    private static final int MAX_CACHES = 64;

    private static final String REQUESTS = "ballast_cache_requests";

    private final CacheConfig config;
    private final TimeSource time;
    private final MeterRegistry meters;
    private final Map<String, LocalCache> caches = new ConcurrentHashMap<>();

    LocalCaches(CacheConfig config, TimeSource time, MeterRegistry meters) {
        this.config = config;
        this.time = time;
        this.meters = meters;
    }

    /** The cache that holds {@code key}. */
    LocalCache of(String key) {
        return ofFeature(CacheKey.feature(key));
    }

    LocalCache ofFeature(String feature) {
        LocalCache cache = caches.get(feature);
        return cache != null ? cache : make(feature);
    }

    List<CacheStats> stats() {
        return caches.values().stream()
                .map(LocalCache::stats)
                .sorted(Comparator.comparing(CacheStats::name))
                .toList();
    }

    void clear() {
        caches.values().forEach(LocalCache::clear);
    }

    private LocalCache make(String feature) {
        String name = caches.size() < MAX_CACHES || caches.containsKey(feature) ? feature : "other";
        return caches.computeIfAbsent(name, this::create);
    }

    private LocalCache create(String name) {
        int maxSize = config.maxSizes().getOrDefault(name, config.maxSize());
        LocalCache cache = new LocalCache(name, maxSize, config.maxLocalLength(), config.unheardTtl(), time);
        request(cache, name, "local", "hit", c -> c.localHits);
        request(cache, name, "local", "miss", c -> c.localMisses);
        request(cache, name, "redis", "hit", c -> c.lookupHits);
        request(cache, name, "redis", "miss", c -> c.lookupMisses);
        request(cache, name, "redis", "error", c -> c.lookupErrors);
        count(cache, name, "ballast_cache_evictions", c -> c.evictions);
        count(cache, name, "ballast_cache_expirations", c -> c.expirations);
        count(cache, name, "ballast_cache_loads", c -> c.loads);
        count(cache, name, "ballast_cache_invalidations", c -> c.invalidations);
        Gauge.builder("ballast_cache_size", cache, LocalCache::size)
                .tag("cache", name)
                .register(meters);
        return cache;
    }

    private void request(
            LocalCache cache, String name, String level, String result, Function<CacheCounts, LongAdder> count) {
        FunctionCounter.builder(REQUESTS, cache, c -> count.apply(c.counts()).sum())
                .tags("cache", name, "level", level, "result", result)
                .register(meters);
    }

    private void count(LocalCache cache, String name, String meter, Function<CacheCounts, LongAdder> count) {
        FunctionCounter.builder(meter, cache, c -> count.apply(c.counts()).sum())
                .tag("cache", name)
                .register(meters);
    }
}
