// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
