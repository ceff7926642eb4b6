// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.common.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The first level of one feature's cache: bounded, in this process, with its counts. Every entry brings its own time to
 * live, which is checked here: Caffeine's own expiry per entry makes a hit twice as slow.
 */
final class LocalCache {

    /** What nobody asks for any more is thrown out this often, while others are put in. */
    private static final long SWEEP_NANOS = Duration.ofSeconds(10).toNanos();

    private final String name;
    private final int maxSize;
    private final int maxLength;
    private final Duration unheardTtl;
    private final TimeSource time;
    private final CacheCounts counts = new CacheCounts();
    private final Cache<String, Stored> entries;
    private final AtomicLong swept;

    LocalCache(String name, int maxSize, int maxLength, Duration unheardTtl, TimeSource time) {
        this.name = name;
        this.maxSize = maxSize;
        this.maxLength = maxLength;
        this.unheardTtl = unheardTtl;
        this.time = time;
        this.swept = new AtomicLong(time.nanos());
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .executor(Runnable::run) // its upkeep is short, and no thread of ours is left waiting for another
                .evictionListener((key, stored, cause) -> counts.evictions.increment())
                .build();
    }

    CacheCounts counts() {
        return counts;
    }

    /** @param heard whether invalidations reach this process; if not, old entries are not trusted */
    @Nullable
    Stored find(String key, boolean heard) {
        Stored stored = entries.getIfPresent(key);
        if (stored == null) {
            return null;
        }
        long now = time.nanos();
        if (stored.expired(now) || (!heard && stored.age(now).compareTo(unheardTtl) > 0)) {
            expire(key, stored);
            return null;
        }
        return stored;
    }

    private void expire(String key, Stored stored) {
        if (entries.asMap().remove(key, stored)) {
            counts.expirations.increment();
        }
    }

    void put(String key, Stored stored) {
        long now = time.nanos();
        long last = swept.get();
        if (now - last > SWEEP_NANOS && swept.compareAndSet(last, now)) {
            sweep(now);
        }
        if (stored.bytes().length <= maxLength) {
            entries.put(key, stored);
        }
    }

    private void sweep(long now) {
        entries.asMap().forEach((key, stored) -> {
            if (stored.expired(now)) {
                expire(key, stored);
            }
        });
    }

    void remove(String key) {
        entries.invalidate(key);
    }

    void clear() {
        entries.invalidateAll();
    }

    long size() {
        sweep(time.nanos());
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
}
