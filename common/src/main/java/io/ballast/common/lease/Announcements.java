// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Tells a holder one thing at a time and in order, whichever threads they come from, and under no lock. */
final class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);

    private final Leases.Holder holder;
    private final Queue<Consumer<Leases.Holder>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger deliveries = new AtomicInteger();

    Announcements(Leases.Holder holder) {
        this.holder = holder;
    }

    void acquired(long epoch) {
        waiting.add(told -> told.acquired(epoch));
    }

    void lost() {
        waiting.add(Leases.Holder::lost);
    }

    /** To be called without locks after anything was added. A second thread leaves the work to the first. */
    void deliver() {
        if (deliveries.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Consumer<Leases.Holder> next = waiting.poll(); next != null; next = waiting.poll()) {
                tell(next);
            }
            seen = deliveries.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(Consumer<Leases.Holder> next) {
        try {
            next.accept(holder);
        } catch (RuntimeException e) {
            LOG.error("a lease's holder failed", e);
        }
    }
}
