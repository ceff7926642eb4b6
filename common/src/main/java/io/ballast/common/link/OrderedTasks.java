// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What transitions entail (telling the listener, dialling), carried out in their order, one at a time and under no lock:
 * a listener or a client may hold a lock of its own that another thread, just reporting to us, waits for. Whoever finds
 * nobody at work does what there is, also for others; a task that is added from within a task comes after it.
 */
final class OrderedTasks {

    private static final Logger LOG = Logger.getLogger(OrderedTasks.class);

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean atWork;

    synchronized void add(Runnable task) {
        waiting.addLast(task);
    }

    /** To be called under no lock. */
    void run() {
        for (Runnable next = first(); next != null; next = following()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.error("link listener failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable first() {
        if (atWork) {
            return null;
        }
        return following();
    }

    private synchronized @Nullable Runnable following() {
        Runnable next = waiting.pollFirst();
        atWork = next != null;
        return next;
    }
}
