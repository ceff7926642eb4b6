// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.testing;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, for tests of real servers outside Quarkus. */
public record RealTime(Vertx vertx) implements TimeSource, Timer {

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
