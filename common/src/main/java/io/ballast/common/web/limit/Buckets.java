// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ballast.common.time.TimeSource;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/** One token bucket per key, for as many keys as allowed; a bucket that would be full again is forgotten. */
final class Buckets {

    private final LoadingCache<String, Bucket> buckets;

    Buckets(long rate, long burst, int watched, TimeSource time) {
        TimeMeter meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return time.nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        buckets = Caffeine.newBuilder()
                .maximumSize(watched)
                .expireAfterAccess(Duration.ofSeconds(burst / rate + 1))
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
                        .withCustomTimePrecision(meter)
                        .build());
    }

    /** Takes one; how long to wait where there is none. */
    Optional<Duration> take(String key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
