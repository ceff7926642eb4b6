// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.topic;

import io.ballast.local.venues.capture.Capture.Frame;
import io.ballast.local.venues.capture.Capture.Recording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One recorded connection without what is said live. */
final class TopicRecording {

    private final long origin;
    private final Set<String> topics = new HashSet<>();
    private final List<Frame> frames = new ArrayList<>();

    TopicRecording(Recording recording, Function<String, Optional<String>> topicOf) {
        origin = recording.sent().isEmpty() ? 0 : recording.sent().getFirst().at();
        for (Frame frame : recording.frames()) {
            topicOf.apply(frame.text()).ifPresent(topic -> {
                frames.add(frame);
                topics.add(topic);
            });
        }
    }

    /** When the first request was sent: the recorded moment that goes with the client's subscription. */
    long origin() {
        return origin;
    }

    /** The data, byte for byte. */
    List<Frame> frames() {
        return Collections.unmodifiableList(frames);
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(topics);
    }

    boolean holds(String topic) {
        return topics.contains(topic);
    }
}
