// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The real clock and real timers, for tests against real servers. */
public final class WallTime implements TimeSource, Timer {

    private final Vertx vertx;

    public WallTime(Vertx vertx) {
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
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
