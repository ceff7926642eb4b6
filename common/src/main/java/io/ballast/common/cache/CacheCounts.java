// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.util.concurrent.atomic.LongAdder;

/** What happened in one feature's cache since the start. A request is a local hit, a shared hit or a miss. */
final class CacheCounts {

    /** Requests answered from this process. */
    final LongAdder localHits = new LongAdder();
    /** Requests that this process had no answer to. */
    final LongAdder localMisses = new LongAdder();
    /** Requests answered from Redis, alone or together with others that waited for the same look-up. */
    final LongAdder sharedHits = new LongAdder();
    /** Requests that needed a load, their own or one they waited for. */
    final LongAdder misses = new LongAdder();
    /** Look-ups in Redis, by what came of them. */
    final LongAdder lookupHits = new LongAdder();

    final LongAdder lookupMisses = new LongAdder();
    final LongAdder lookupErrors = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder expirations = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder invalidations = new LongAdder();

    long hits() {
        return localHits.sum() + sharedHits.sum();
    }
}
