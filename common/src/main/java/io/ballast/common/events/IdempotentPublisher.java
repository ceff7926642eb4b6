// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Appends events to topics, each of them once, however often it is tried. */
public interface IdempotentPublisher {

    /**
     * One event and where it goes.
     *
     * @param number greater than that of every event that this producer sent to the topic before
     */
    record Numbered(Topic topic, Event event, long number) {}

    /**
     * Appends in the order given, pipelined. Fails as a whole if anything was not confirmed; the caller then sends the
     * same events under the same numbers again, before any others, and what arrived meanwhile is not appended twice.
     * That is remembered for a day after a producer's last event.
     *
     * @param producer a name that only one process, and only one caller in it, ever has
     */
    Uni<Void> publish(String producer, List<Numbered> events);
}
