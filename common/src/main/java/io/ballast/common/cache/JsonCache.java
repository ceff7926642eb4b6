// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read-through cache of finished JSON texts in two levels: in this process, and in Redis for all instances. Every
 * feature has a cache of its own, named by the first part of its keys; see {@link CacheKey}.
 */
public interface JsonCache {

    /**
     * What is cached, or what was just computed.
     *
     * @param hit whether it was found in either level; false for everybody who waited for the one computation
     * @param timeLeft until it expires; the full TTL right after computing
     */
    record Entry(String json, boolean hit, Duration timeLeft) {}

    /** The same as finished bytes (UTF-8), made once per cached value. Nobody may change the array. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the socket as it is; a copy per request is what this avoids
    record Body(byte[] bytes, boolean hit, Duration timeLeft) {}

    /**
     * What a loader's source must have seen.
     *
     * @param walPosition a PostgreSQL WAL position (LSN): read the primary, or a replica that has replayed past it;
     *     empty: the key was not invalidated lately, and any source will do
     */
    record Freshness(Optional<String> walPosition) {

        public static final Freshness ANY = new Freshness(Optional.empty());
    }

    /** Makes the value of one key. */
    @FunctionalInterface
    interface Loader {
        Uni<String> load(Freshness atLeast);
    }

    /**
     * The cached text under {@code key}, else the loaded one, which is then cached for {@code ttl}. Callers that ask
     * for the same key at the same time share one load. The cache being away is not a failure: the value is loaded.
     * Only a failing {@code loader}, or one that takes longer than the configured limit, fails the result.
     */
    Uni<Entry> get(String key, Duration ttl, Supplier<Uni<String>> loader);

    /** As {@link #get(String, Duration, Supplier)}, under a key that cannot be another user's. */
    default Uni<Entry> get(CacheKey key, Duration ttl, Supplier<Uni<String>> loader) {
        return get(key.value(), ttl, loader);
    }

    /** As {@code get}, for a loader that reads a replica where the last invalidation allows it. */
    default Uni<Entry> load(CacheKey key, Duration ttl, Loader loader) {
        return get(key.value(), ttl, () -> loader.load(Freshness.ANY));
    }

    /** As {@link #load}, as finished bytes. */
    default Uni<Body> body(CacheKey key, Duration ttl, Loader loader) {
        return load(key, ttl, loader)
                .map(e -> new Body(e.json().getBytes(StandardCharsets.UTF_8), e.hit(), e.timeLeft()));
    }

    /** What this process holds under {@code key}, at once; counted as a hit if there is something, else not at all. */
    default Optional<Body> present(CacheKey key) {
        return Optional.empty();
    }

    /**
     * Forgets these keys, here and on every instance. A load under way when this is called, anywhere, will not be
     * cached, and whoever asks after it has completed gets a value loaded after this call. Never fails: while Redis is
     * away the keys are kept and announced when it is back; until then this instance does not read them from Redis.
     */
    Uni<Void> invalidate(Collection<String> keys);

    /** As {@link #invalidate(Collection)}; the change behind it is visible from {@code walPosition} on. */
    default Uni<Void> invalidate(Collection<CacheKey> keys, @Nullable String walPosition) {
        return invalidate(keys.stream().map(CacheKey::value).toList());
    }

    default Uni<Void> invalidate(CacheKey... keys) {
        return invalidate(Arrays.stream(keys).map(CacheKey::value).toList());
    }
}
