// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.time.Duration;
import java.util.function.Function;

/** A finished answer, ready for the socket, and how it was come by. */
public final class Body {

    private final Stored stored;
    private final boolean hit;

    Body(Stored stored, boolean hit) {
        this.stored = stored;
        this.hit = hit;
    }

    /** JSON in UTF-8. The same array for everybody who is given this value: nobody may change it. */
    public byte[] bytes() {
        return stored.bytes();
    }

    /**
     * What tells this content from another.
     *
     * @param ofBytes computes it; asked once per value that is held here, not once per request
     */
    public String tag(Function<byte[], String> ofBytes) {
        return stored.tag(ofBytes);
    }

    /** Whether it was found in either level; false for everybody who waited for the one computation. */
    public boolean hit() {
        return hit;
    }

    /**
     * Until it expires; the full TTL right after computing.
     *
     * @param now {@code TimeSource.nanos()}
     */
    public Duration timeLeft(long now) {
        return stored.timeLeft(now);
    }

    Stored stored() {
        return stored;
    }
}
