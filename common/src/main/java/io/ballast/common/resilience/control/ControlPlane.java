// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.Event;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all instances of all services share about their breakers. While it is not connected every call fails at once;
 * every call has a time limit.
 */
interface ControlPlane {

    /** Hears of the connection and of what others announce. Must not block. */
    interface Follower {

        /** Commands work from now on; announcements made while it was cut were not heard. */
        void connected();

        void disconnected();

        /**
         * Somebody decided about that breaker.
         *
         * @param subject {@code service/name}
         */
        void announced(String subject);
    }

    /**
     * One event of the history.
     *
     * @param position where it is; asks for older ones
     */
    record Recorded(String position, Event event) {}

    /** Connects, and keeps connected until closed. */
    void follow(Follower follower);

    void close();

    boolean connected();

    /** Appends to the history, in order. After a failure some may have been appended. */
    Uni<Void> append(List<Event> events);

    /**
     * The newest events, newest first.
     *
     * @param before only what is older than this position
     */
    Uni<List<Recorded>> newest(int count, @Nullable String before);

    /** As {@link #newest}, for somebody who looks on: what was appended in the last seconds may be missing. */
    default Uni<List<Recorded>> browse(int count, @Nullable String before) {
        return newest(count, before);
    }

    /** The standing decision of every breaker that anybody ever decided about, expired ones included. */
    Uni<List<Decision>> decisions();

    /** Makes it the standing decision unless a newer one stands; returns the one that then stands. */
    Uni<Decision> offer(Decision decision);

    /** Publishes an instance's states in place of what it published before. */
    Uni<Void> publish(FleetReport report);

    Uni<List<FleetReport>> reports();

    /** Forgets what instances published. */
    Uni<Void> forget(Collection<String> instances);
}
