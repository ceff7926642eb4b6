// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.Replica;
import io.ballast.common.testing.EmbeddedRedis;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An answer found in this process: through our cache, and in a Caffeine cache with the same bound and life time. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class LocalHitBench {

    private static final Duration TTL = Duration.ofHours(1);
    private static final int MASK = 1023;

    private final CacheKey[] keys = Keys.some(MASK + 1);
    private EmbeddedRedis server;
    private Replica replica;
    private Cache<String, byte[]> caffeine;
    private int next;

    @Setup
    public void start() {
        server = EmbeddedRedis.start();
        replica = Replica.hearing(server.url());
        caffeine = Caffeine.newBuilder().maximumSize(5000).expireAfterWrite(TTL).build();
        for (CacheKey key : keys) {
            replica.get(key, TTL, Keys.ANSWER);
            caffeine.put(key.value(), new byte[Keys.ANSWER.length()]);
        }
    }

    @TearDown
    public void end() {
        replica.close();
        server.close();
    }

    @Benchmark
    public Object ours() {
        return replica.cache().present(keys[next++ & MASK]).orElseThrow().bytes();
    }

    @Benchmark
    public Object bare() {
        byte[] found = caffeine.getIfPresent(keys[next++ & MASK].value());
        if (found == null) {
            throw new IllegalStateException("evicted");
        }
        return found;
    }
}
