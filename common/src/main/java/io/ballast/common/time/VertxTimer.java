// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.time;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Timers on Vert.x event loops: a task must not block. */
@ApplicationScoped
class VertxTimer implements Timer {

    private final Vertx vertx;

    VertxTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
