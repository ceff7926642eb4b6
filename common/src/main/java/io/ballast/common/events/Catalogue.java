// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.events;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether an event is one of those by which the services meet ({@link Topic}, {@link EventType}). */
public final class Catalogue {

    private Catalogue() {}

    /** What is wrong with {@code event} in {@code topic}, beginning with the attribute's name; empty if nothing is. */
    public static Optional<String> problem(Topic topic, Event event) {
        return Optional.ofNullable(find(topic, event));
    }

    private static @Nullable String find(Topic topic, Event event) {
        EventType type = EventType.named(event.type()).orElse(null);
        if (type == null || type.topic() != topic) {
            return "type is none of " + topic.topicName() + ": " + event.type();
        }
        if (topic.owned() && event.userId() == null) {
            return "userid is missing";
        }
        return DataCheck.problem(type.data(), event.data(), event.userId());
    }
}
