// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What operators want of routes, for all instances and over restarts. Fails at once while it is away. */
interface RouteStore {

    Uni<List<Desired>> all();

    /**
     * Keeps it as the successor of the version in it, 0 being none.
     *
     * @return what is kept now: this with the next version, or what another has put there meanwhile
     */
    Uni<Desired> put(Desired next);

    /** Keeps it as it is if only an older one, or none, is there: the store has lost it. */
    Uni<Void> restore(Desired lost);
}
