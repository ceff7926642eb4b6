// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.util.List;
import java.util.Set;

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
}
