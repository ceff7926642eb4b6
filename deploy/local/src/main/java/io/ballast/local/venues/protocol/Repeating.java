// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.protocol;

import java.time.Duration;

/** A task that arms its next run before it runs, so that it may cancel itself. */
final class Repeating implements VenueTime.Cancellable {

    private final VenueTime time;
    private final Duration period;
    private final Runnable task;
    private VenueTime.Cancellable next;

    Repeating(VenueTime time, Duration period, Runnable task) {
        this.time = time;
        this.period = period;
        this.task = task;
        this.next = time.after(period, this::run);
    }

    private void run() {
        next = time.after(period, this::run);
        task.run();
    }

    @Override
    public void cancel() {
        next.cancel();
    }
}
