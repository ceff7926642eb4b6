// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import io.smallrye.mutiny.Uni;

/** What a service does with each event of a topic that it reads. */
public interface EventHandler {

    /**
     * Carries the event into effect; it is acknowledged when this succeeds. Called for one event of a stream at a time,
     * in the stream's order, at least once for each: after a crash, a lost connection or a takeover an event comes
     * again, with the same source and id. What goes on from here continues the event's {@code traceparent}.
     */
    Uni<Void> handle(Event event);

    /**
     * Whether {@code failure} lies outside the event (a database is away), so that the event is tried again for as long
     * as it takes and everything behind it waits. An event that fails in any other way is set aside after a few
     * attempts.
     */
    boolean isTransient(Throwable failure);
}
