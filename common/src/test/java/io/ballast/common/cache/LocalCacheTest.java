// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.common.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalCacheTest {

    private final ManualTime time = new ManualTime();
    private final LocalCache cache = new LocalCache("c", 10, 100, Duration.ofSeconds(1), time);

    private void put(String key, Duration ttl) {
        cache.put(key, new Stored(new byte[2], time.nanos(), ttl));
    }

    @Test
    void everyEntryLivesForItsOwnTime() {
        put("short", Duration.ofSeconds(2));
        put("long", Duration.ofSeconds(5));
        time.advance(Duration.ofMillis(1999));
        assertThat(cache.find("short", true)).isNotNull();
        time.advance(Duration.ofMillis(2));
        assertThat(cache.find("short", true)).isNull();
        assertThat(cache.find("long", true)).isNotNull();
        assertThat(cache.stats().size()).isEqualTo(1);
        assertThat(cache.stats().expirations()).isEqualTo(1);
        assertThat(cache.stats().evictions()).isZero();
    }

    @Test
    void aNewValueBringsItsOwnTime() {
        put("k", Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(1));
        put("k", Duration.ofSeconds(2));
        time.advance(Duration.ofMillis(1500));
        assertThat(cache.find("k", true)).isNotNull();
    }

    @Test
    void whatNobodyAsksForAnyMoreMakesRoomWhenItsTimeIsOver() {
        for (int i = 0; i < 10; i++) {
            put("gone" + i, Duration.ofSeconds(2));
        }
        time.advance(Duration.ofSeconds(11));
        put("k", Duration.ofSeconds(60));
        assertThat(cache.counts().expirations.sum()).isEqualTo(10);
        assertThat(cache.counts().evictions.sum()).isZero();
        assertThat(cache.find("k", true)).isNotNull();
    }

    @Test
    void isBoundedAndCountsWhatMadeRoom() {
        for (int i = 0; i < 100; i++) {
            put("k" + i, Duration.ofSeconds(60));
        }
        CacheStats stats = cache.stats();
        assertThat(stats.size()).isEqualTo(10);
        assertThat(stats.maxSize()).isEqualTo(10);
        assertThat(stats.evictions()).isEqualTo(90);
        assertThat(stats.expirations()).isZero();
    }

    @Test
    void aValueOverTheLimitIsNotHeld() {
        cache.put("big", new Stored(new byte[101], time.nanos(), Duration.ofSeconds(60)));
        assertThat(cache.find("big", true)).isNull();
    }

    @Test
    void whileInvalidationsAreNotHeardNothingOldIsServed() {
        put("k", Duration.ofSeconds(60));
        time.advance(Duration.ofSeconds(1));
        assertThat(cache.find("k", false)).isNotNull();
        time.advance(Duration.ofMillis(1));
        assertThat(cache.find("k", true)).isNotNull();
        assertThat(cache.find("k", false)).isNull();
        assertThat(cache.stats().expirations()).isEqualTo(1);
    }
}
