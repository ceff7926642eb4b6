// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.Executor;

/**
 * The one event loop on which everything about a venue happens. Tasks run in the order they are handed over, later,
 * never inside the call that hands them over.
 */
final class VenueLoop implements Executor {

    private final Context context;

    VenueLoop(Vertx vertx) {
        // the public getOrCreateContext() gives every caller on one thread the same loop; venues must spread
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }
}
