// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import io.ballast.local.venues.protocol.VenueTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The machine's clocks, and timers of the event loop that asks for them. */
final class VertxTime implements VenueTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;

    VertxTime(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        // Rounded up, since nothing may run before its time.
        long millis = Math.max(1, Math.ceilDiv(delay.toNanos(), NANOS_PER_MILLI));
        long id = vertx.setTimer(millis, fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
