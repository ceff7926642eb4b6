// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a link has been through, for its statistics. Guarded by its supervisor's lock. */
final class LinkHistory {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Deque<Instant> lastHour = new ArrayDeque<>();
    private long attempts;
    private long ups;
    private @Nullable String lastError;
    private @Nullable Instant lastErrorAt;

    void dialled() {
        attempts++;
    }

    void cameUp(Instant at) {
        if (ups++ > 0) {
            forgetBefore(at.minus(HOUR));
            lastHour.addLast(at);
        }
    }

    void failed(String cause, Instant at) {
        lastError = cause;
        lastErrorAt = at;
    }

    LinkStats stats(String name, LinkState state, int failures, Instant now) {
        forgetBefore(now.minus(HOUR));
        return new LinkStats(
                name, state, attempts, Math.max(0, ups - 1), lastHour.size(), failures, lastError, lastErrorAt);
    }

    private void forgetBefore(Instant from) {
        while (!lastHour.isEmpty() && lastHour.getFirst().isBefore(from)) {
            lastHour.removeFirst();
        }
    }
}
