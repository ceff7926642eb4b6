// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value as this process holds it. Times are {@code TimeSource.nanos()}. */
final class Stored {

    private final byte[] bytes;
    private final long storedAt;
    private final long expiresAt;
    /** What every hit is answered with: a hit allocates nothing. */
    private final Body hit = new Body(this, true);
    /** Made when first asked for; two threads may both make it, with the same content. */
    private volatile @Nullable String tag;

    Stored(byte[] bytes, long storedAt, Duration timeLeft) {
        this.bytes = bytes;
        this.storedAt = storedAt;
        this.expiresAt = storedAt + timeLeft.toNanos();
    }

    byte[] bytes() {
        return bytes;
    }

    Body hit() {
        return hit;
    }

    String tag(Function<byte[], String> ofBytes) {
        String made = tag;
        if (made == null) {
            made = ofBytes.apply(bytes);
            tag = made;
        }
        return made;
    }

    boolean expired(long now) {
        return expiresAt - now <= 0; // a difference, because nanos may wrap
    }

    Duration age(long now) {
        return Duration.ofNanos(now - storedAt);
    }

    Duration timeLeft(long now) {
        return Duration.ofNanos(Math.max(0, expiresAt - now));
    }
}
