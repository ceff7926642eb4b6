// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.time;

import java.time.Duration;

/** Runs things later. Inject it, so that tests can let time pass by hand. */
public interface Timer {

    /**
     * Runs {@code task} once after {@code delay}, on a thread of the implementation's choosing.
     *
     * @return cancels the run if it has not begun
     */
    Cancellable after(Duration delay, Runnable task);

    /** A run that can still be called off. Cancelling twice, or too late, does nothing. */
    interface Cancellable {
        void cancel();
    }
}
