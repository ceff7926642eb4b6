// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.time;

import java.time.Instant;

/** Wall-clock and elapsed time. Inject it; never call {@code Instant.now()} or {@code System.nanoTime()}. */
public interface TimeSource {

    /** The wall clock, for what is shown or stored. May jump. */
    Instant now();

    /** Nanoseconds from an arbitrary origin, for measuring ages and durations. Never goes back. */
    long nanos();
}
