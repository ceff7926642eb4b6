// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.ballast.common.time.TimeSource;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first level of one feature's cache: bounded, in this process, with its counts. */
final class LocalCache {

    private final String name;
    private final int maxSize;
    private final int maxLength;
    private final Duration unheardTtl;
    private final TimeSource time;
    private final CacheCounts counts = new CacheCounts();
    private final Cache<String, Stored> entries;

    LocalCache(String name, int maxSize, int maxLength, Duration unheardTtl, TimeSource time) {
        this.name = name;
        this.maxSize = maxSize;
        this.maxLength = maxLength;
        this.unheardTtl = unheardTtl;
        this.time = time;
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .expireAfter(Expiry.<String, Stored>writing((key, stored) -> stored.timeLeft(time.nanos())))
                .ticker(time::nanos)
                .executor(Runnable::run) // its upkeep is short, and no thread of ours is left waiting for another
                .evictionListener((key, stored, cause) -> left(cause))
                .build();
    }

    CacheCounts counts() {
        return counts;
    }

    /** @param heard whether invalidations reach this process; if not, old entries are not trusted */
    @Nullable
    Stored find(String key, boolean heard) {
        Stored stored = entries.getIfPresent(key);
        if (stored != null && !heard && stored.age(time.nanos()).compareTo(unheardTtl) > 0) {
            if (entries.asMap().remove(key, stored)) {
                counts.expirations.increment();
            }
            return null;
        }
        return stored;
    }

    void put(String key, Stored stored) {
        if (stored.bytes().length <= maxLength) {
            entries.put(key, stored);
        }
    }

    void remove(String key) {
        entries.invalidate(key);
    }

    void clear() {
        entries.invalidateAll();
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    CacheStats stats() {
        long size = size(); // first: it may find entries that have expired
        long hits = counts.hits();
        long misses = counts.misses.sum();
        return new CacheStats(
                name,
                size,
                maxSize,
                hits,
                misses,
                hits + misses == 0 ? 0 : (double) hits / (hits + misses),
                counts.evictions.sum(),
                counts.expirations.sum(),
                counts.loads.sum(),
                counts.invalidations.sum());
    }

    private void left(RemovalCause cause) {
        switch (cause) {
            case EXPIRED -> counts.expirations.increment();
            case SIZE -> counts.evictions.increment();
            case EXPLICIT, REPLACED, COLLECTED ->
                throw new IllegalStateException("no eviction: " + cause.name().toLowerCase(Locale.ROOT));
        }
    }
}
