// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invalidations that Redis has not confirmed, oldest first, one per key. Bounded: the oldest makes room. */
final class PendingInvalidations {

    /** @param number tells a later invalidation of the same key from this one */
    record Pending(String key, @Nullable String walPosition, long number) {}

    private final int limit;
    private final Runnable onDrop;
    private final Map<String, Pending> byKey = new LinkedHashMap<>();
    private long numbers;
    private volatile boolean empty = true;

    PendingInvalidations(int limit, Runnable onDrop) {
        this.limit = limit;
        this.onDrop = onDrop;
    }

    boolean isEmpty() {
        return empty;
    }

    boolean contains(String key) {
        return !empty && holds(key);
    }

    private synchronized boolean holds(String key) {
        return byKey.containsKey(key);
    }

    synchronized void add(String key, @Nullable String walPosition) {
        byKey.remove(key);
        byKey.put(key, new Pending(key, walPosition, ++numbers));
        empty = false;
        if (byKey.size() > limit) {
            Iterator<String> oldest = byKey.keySet().iterator();
            oldest.next();
            oldest.remove();
            onDrop.run();
        }
    }

    synchronized List<Pending> first(int most) {
        return byKey.values().stream().limit(most).toList();
    }

    /** Confirmed, unless the key has been invalidated once more since. */
    synchronized void done(Pending confirmed) {
        byKey.remove(confirmed.key(), confirmed);
        empty = byKey.isEmpty();
    }
}
