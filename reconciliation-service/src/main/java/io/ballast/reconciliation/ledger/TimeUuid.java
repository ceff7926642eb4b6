// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids that sort by the moment they were made (UUID version 7, RFC 9562, 5.7 and method 1 of 6.2: the 12 bits after the
 * millisecond count the ids of one sequence). Not thread-safe; one sequence serves one run.
 */
public final class TimeUuid {

    private static final int COUNTER_MASK = 0xfff;

    private final Instant at;
    private final RandomGenerator random;
    private int made;

    /** Ids of the moment {@code at}, each sorting after the one before it. */
    public TimeUuid(Instant at, RandomGenerator random) {
        this.at = at;
        this.random = random;
    }

    public UUID next() {
        long millis = at.toEpochMilli() + made / (COUNTER_MASK + 1);
        long high = (millis << 16) | 0x7000L | (made++ & COUNTER_MASK);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
