// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/** A read-through cache of finished JSON texts. */
public interface JsonCache {

    /**
     * What is cached, or what was just computed.
     *
     * @param timeLeft until it expires; the full TTL right after computing
     */
    record Entry(String json, boolean hit, Duration timeLeft) {}

    /**
     * The cached text under {@code key}, else the loaded one, which is then cached for {@code ttl}. The cache being
     * away is not a failure: the value is loaded. Only a failing {@code loader} fails the result.
     */
    Uni<Entry> get(String key, Duration ttl, Supplier<Uni<String>> loader);

    /** Forgets these keys. A load under way when this is called will not be cached. Never fails. */
    Uni<Void> invalidate(Collection<String> keys);
}
