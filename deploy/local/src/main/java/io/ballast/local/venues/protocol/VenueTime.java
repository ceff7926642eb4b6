// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.protocol;

import java.time.Duration;
import java.time.Instant;

/** The server's clocks and timers, so that tests can let time pass by hand. Tasks run on the server's event loop. */
public interface VenueTime {

    /** Wall clock, for what is written into frames. */
    Instant now();

    /** Nanoseconds from an arbitrary origin; never goes back. */
    long nanos();

    /** Runs {@code task} once, not before {@code delay} has passed. */
    Cancellable after(Duration delay, Runnable task);

    /** Runs {@code task} again and again, first after one {@code period}. */
    default Cancellable every(Duration period, Runnable task) {
        return new Repeating(this, period, task);
    }

    /** A run that can still be called off; cancelling twice, or too late, does nothing. */
    interface Cancellable {
        void cancel();
    }
}
