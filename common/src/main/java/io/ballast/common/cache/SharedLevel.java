// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second level, common to all instances of a region. */
interface SharedLevel {

    /** What a look-up found. */
    sealed interface Found {

        @SuppressWarnings("ArrayRecordComponent") // handed on as it is, and compared by nobody
        record Hit(byte[] bytes, Duration timeLeft) implements Found {}

        /**
         * Not there.
         *
         * @param generation changes with every invalidation of the key; must be given back to {@link #store}
         */
        record Miss(String generation, Freshness freshness) implements Found {}

        /** The level did not answer: nothing is known, and nothing may be stored. */
        record Unavailable() implements Found {}
    }

    /** Never fails. */
    Uni<Found> read(String key);

    /** Stores unless the key was invalidated since {@code generation} was read; false if it was. Fails if unknown. */
    Uni<Boolean> store(String key, String generation, byte[] bytes, Duration ttl);

    /** Removes the keys and starts a new generation of each; the generations by key. Fails if any is not confirmed. */
    Uni<Map<String, Long>> invalidate(Collection<String> keys, @Nullable String walPosition);

    /** Whether a call has a chance to be answered. */
    boolean up();
}
