// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Topic;
import io.ballast.common.link.LinkState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of this region. */
public interface StreamStore {

    /** Reads the tail of the route's topics until closed, whatever happens to the connection. */
    Reading open(Route route, Listener listener);

    /** A page per topic of what comes after {@code after}. Fails at once while the store is away. */
    Uni<List<StreamPage>> read(Positions after, @Nullable Positions upTo, int limit);

    /** How far each topic's newest entry is ahead of the position. Fails at once while the store is away. */
    Uni<Map<Topic, Lag>> lag(Positions of);

    /** Sets aside an entry that cannot be carried; keeps trying while the store is away. */
    void deadLetter(RouteId route, StreamPage.Entry entry, String cause);

    /** A tail being read. */
    interface Reading {
        void close();
    }

    /** Is told what a reader finds; called by one thread at a time and must not block. */
    interface Listener {

        void moved(LinkState state);

        /** Before any entry of a new connection: where reading goes on, and whether anything is missing before that. */
        void opened(long epoch, Map<Topic, Continuity> topics);

        /** In the order in which they are to be carried. */
        void entries(List<StreamPage.Entry> entries);
    }

    /**
     * What was not carried yet.
     *
     * @param events counted up to 1000; that many or more are 1000
     * @param millis age difference between the newest entry and the position
     */
    record Lag(long events, long millis) {}
}
