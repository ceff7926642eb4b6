// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Runs a read on a context of its own, so that a second attempt elsewhere does not meet the session that the first one
 * left behind, and so that what the read asks for a connection knows which server to ask.
 */
final class ReadContexts {

    private final Vertx vertx;

    ReadContexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs {@code work} on {@code lane}; the result is told on the caller's context, if it has one. */
    <T> Uni<T> call(Lane lane, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Context own = VertxContext.createNewDuplicatedContext(caller == null ? vertx.getOrCreateContext() : caller);
            VertxContextSafetyToggle.setContextSafe(own, true);
            RoutedPool.route(own, lane);
            Uni<T> called = lane.call(() -> Uni.createFrom()
                    .deferred(() -> work.get())
                    .runSubscriptionOn(task -> own.runOnContext(entered -> task.run())));
            return caller == null ? called : called.emitOn(task -> caller.runOnContext(back -> task.run()));
        });
    }

    /** Completes after {@code delay}, on the caller's context. */
    Uni<Void> pause(Duration delay) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(delay.toMillis(), fired -> emitter.complete(null)));
    }
}
