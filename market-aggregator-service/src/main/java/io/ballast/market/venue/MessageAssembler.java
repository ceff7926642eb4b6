// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Puts the fragments of a WebSocket message together, up to a limit. A message beyond it is skipped whole, and the
 * connection goes on. Not thread-safe.
 */
final class MessageAssembler {

    private final int limit;
    private final Runnable oversized;
    private Buffer parts = Buffer.buffer();
    private boolean skipping;

    MessageAssembler(int limit, Runnable oversized) {
        this.limit = limit;
        this.oversized = oversized;
    }

    /** @return the whole message once its last fragment is here */
    Optional<byte[]> add(Buffer fragment, boolean last) {
        if (!skipping && (long) parts.length() + fragment.length() > limit) {
            skipping = true;
            parts = Buffer.buffer();
            oversized.run();
        }
        if (skipping) {
            skipping = !last;
            return Optional.empty();
        }
        if (last && parts.length() == 0) {
            return Optional.of(fragment.getBytes());
        }
        parts.appendBuffer(fragment);
        if (!last) {
            return Optional.empty();
        }
        byte[] whole = parts.getBytes();
        parts = Buffer.buffer();
        return Optional.of(whole);
    }
}
