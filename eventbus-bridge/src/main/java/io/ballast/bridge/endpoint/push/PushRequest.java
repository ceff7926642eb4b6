// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.Cursor;
import io.ballast.bridge.delivery.Glob;
import io.ballast.bridge.delivery.Interest;
import io.ballast.bridge.delivery.Interest.Start;
import io.ballast.bridge.delivery.Interest.Viewer;
import io.ballast.common.events.Topic;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client asked for, read from the parameters of its connection. */
sealed interface PushRequest {

    /** @param notCarried topics it asked for, or may see, that no route brings here */
    record Accepted(Interest interest, Start start, Set<Topic> notCarried) implements PushRequest {}

    /** @param status 400 for a parameter that is wrong, 403 for a topic that is not for this caller */
    record Refused(int status, String field, String detail) implements PushRequest {
        String message() {
            return field + ": " + detail;
        }
    }

    /** The parameters as they came. */
    record Parameters(@Nullable String topics, @Nullable String subjects, @Nullable String after) {}

    int MOST_SUBJECTS = 64;

    static PushRequest parse(Parameters asked, Viewer viewer, Set<Topic> carried) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        List<String> names = list(asked.topics()).toList();
        for (String name : names) {
            Topic topic = Topic.named(name).orElse(null);
            if (topic == null || topic.audience() == Topic.Audience.NOBODY) {
                return new Refused(400, "topics", "unknown topic: " + name);
            }
            if (!viewer.mayAsk(topic)) {
                return new Refused(403, "topics", "not for this role: " + name);
            }
            topics.add(topic);
        }
        if (names.isEmpty()) {
            carried.stream().filter(viewer::mayAsk).forEach(topics::add);
        }
        Set<Topic> notCarried = EnumSet.noneOf(Topic.class);
        topics.stream().filter(topic -> !carried.contains(topic)).forEach(notCarried::add);
        topics.removeAll(notCarried);
        return rest(asked, new Interest(viewer, topics, List.of()), notCarried);
    }

    private static PushRequest rest(Parameters asked, Interest interest, Set<Topic> notCarried) {
        List<Glob> subjects;
        try {
            subjects = list(asked.subjects()).map(Glob::new).toList();
        } catch (IllegalArgumentException e) {
            return new Refused(400, "subjects", String.valueOf(e.getMessage()));
        }
        if (subjects.size() > MOST_SUBJECTS) {
            return new Refused(400, "subjects", "at most " + MOST_SUBJECTS + " globs");
        }
        Start start;
        try {
            start = start(asked.after());
        } catch (IllegalArgumentException e) {
            return new Refused(400, "after", String.valueOf(e.getMessage()));
        }
        return new Accepted(new Interest(interest.viewer(), interest.topics(), subjects), start, notCarried);
    }

    private static Start start(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return new Start.Now();
        }
        return after.equals("oldest") ? new Start.Oldest() : new Start.After(Cursor.parse(after));
    }

    private static Stream<String> list(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? Stream.empty()
                : Arrays.stream(commaSeparated.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }
}
