// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often one venue may be dialled: at most so many attempts within any stretch of time of one length. Venues ban
 * addresses that try more often than they allow. Safe for use from several threads.
 */
final class ConnectionBudget {

    private final int attempts;
    private final Duration window;
    private final TimeSource time;
    private final Deque<Long> spent = new ArrayDeque<>();

    /** @param attempts at least 1 */
    ConnectionBudget(int attempts, Duration window, TimeSource time) {
        if (attempts < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "a connection budget needs attempts and a window: " + attempts + " " + window);
        }
        this.attempts = attempts;
        this.window = window;
        this.time = time;
    }

    /**
     * Takes that many attempts, or none if there are not as many left. More than there ever are count as all there are.
     */
    synchronized boolean take(int wanted) {
        long now = time.nanos();
        while (!spent.isEmpty() && now - spent.getFirst() >= window.toNanos()) {
            spent.removeFirst();
        }
        int needed = Math.min(wanted, attempts);
        if (spent.size() + needed > attempts) {
            return false;
        }
        for (int i = 0; i < needed; i++) {
            spent.addLast(now);
        }
        return true;
    }
}
