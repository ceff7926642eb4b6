// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Appends events to topics. */
public interface EventPublisher {

    /** One event and where it goes. */
    record Outgoing(Topic topic, Event event) {}

    /**
     * Appends in the order given, pipelined. Fails as a whole if any append was not confirmed; a caller that must not
     * lose events keeps them until then and may append some of them twice by trying again.
     */
    Uni<Void> publish(List<Outgoing> events);
}
