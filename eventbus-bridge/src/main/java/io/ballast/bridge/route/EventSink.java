// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import java.util.Collection;
import java.util.Map;

/** Where a route delivers. Must not block. */
public interface EventSink {

    /** What became of one event. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        /** It can never be delivered; {@code cause} says why. */
        record Refused(String cause) implements Outcome {}
    }

    /** @throws IllegalArgumentException naming the field, if the sink cannot take this route beside those it has */
    void add(Route route);

    void opened(long epoch, Map<Topic, Continuity> topics);

    /** The source of these topics is away. */
    void interrupted(Collection<Topic> topics);

    Outcome deliver(Route route, StreamPage.Entry entry, Event event);

    /** The entry is not for this sink. */
    void skip(StreamPage.Entry entry);
}
