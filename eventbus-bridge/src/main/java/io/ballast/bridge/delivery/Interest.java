// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.common.events.Topic;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, within what it may see.
 *
 * @param subjects one of them must match; none: every subject
 */
public record Interest(Viewer viewer, Set<Topic> topics, List<Glob> subjects) {

    public Interest {
        topics = Set.copyOf(topics);
        subjects = List.copyOf(subjects);
    }

    boolean wants(Message message) {
        return topics.contains(message.topic())
                && viewer.sees(message.topic(), message.userId())
                && (subjects.isEmpty() || subjects.stream().anyMatch(glob -> glob.matches(message.subject())));
    }

    /**
     * Who looks at events. Denies what nothing allows.
     *
     * @param operator whether it carries the operator role
     */
    public record Viewer(UUID userId, boolean operator) {

        /** Whether this viewer may subscribe to the topic at all. */
        public boolean mayAsk(Topic topic) {
            return switch (topic.audience()) {
                case EVERYONE, OWNER -> true;
                case OPERATORS -> operator;
                case NOBODY -> false;
            };
        }

        /**
         * Whether this viewer may see one event of the topic.
         *
         * @param owner the event's {@code userid}; an event that has one is its owner's and the operators', whatever its
         *     topic
         */
        public boolean sees(Topic topic, @Nullable UUID owner) {
            boolean mine = owner == null ? topic.audience() == Topic.Audience.EVERYONE : owner.equals(userId);
            return mayAsk(topic) && (operator || mine);
        }
    }

    /** Where a client begins. */
    public sealed interface Start {

        /** With what comes from now on. */
        record Now() implements Start {}

        /** With the oldest event still retained. */
        record Oldest() implements Start {}

        /** With what comes after a cursor it was given. */
        record After(Cursor cursor) implements Start {}
    }
}
