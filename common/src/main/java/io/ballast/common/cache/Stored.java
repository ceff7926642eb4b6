// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One value as this process holds it. Times are {@code TimeSource.nanos()}. */
final class Stored {

    private final String json;
    private final long storedAt;
    private final long expiresAt;
    /** Made when first asked for; two threads may both make it, with the same content. */
    private volatile byte @Nullable [] bytes;

    Stored(String json, long storedAt, Duration timeLeft) {
        this.json = json;
        this.storedAt = storedAt;
        this.expiresAt = storedAt + timeLeft.toNanos();
    }

    String json() {
        return json;
    }

    byte[] bytes() {
        byte[] made = bytes;
        if (made == null) {
            made = json.getBytes(StandardCharsets.UTF_8);
            bytes = made;
        }
        return made;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - storedAt);
    }

    Duration timeLeft(long now) {
        return Duration.ofNanos(Math.max(0, expiresAt - now));
    }
}
