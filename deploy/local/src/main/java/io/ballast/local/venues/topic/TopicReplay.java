// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.topic;

import io.ballast.local.venues.capture.Capture.Recording;
import io.ballast.local.venues.capture.Pace;
import io.ballast.local.venues.capture.Playback;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plays recorded connections. A recording is played whole, also those of its topics that the client did not name; it
 * begins when one of its topics is subscribed to, and begins again when that happens to the same topic again on that
 * connection. What is acknowledged but not recorded stays silent.
 */
public final class TopicReplay implements TopicFeed {

    private final List<TopicRecording> recordings;
    private final Set<String> topics;
    private final BiFunction<String, Set<String>, Optional<String>> refusals;
    private final Pace pace;
    private final VenueTime time;

    /**
     * @param topicOf what a recorded frame is data of; empty for what is said live
     * @param refusals why a topic is refused, given those that are recorded
     */
    public TopicReplay(
            List<Recording> recordings,
            Function<String, Optional<String>> topicOf,
            BiFunction<String, Set<String>, Optional<String>> refusals,
            Pace pace,
            VenueTime time) {
        this.recordings = recordings.stream()
                .map(recording -> new TopicRecording(recording, topicOf))
                .toList();
        this.topics = this.recordings.stream()
                .flatMap(recording -> recording.topics().stream())
                .collect(Collectors.toSet());
        this.refusals = refusals;
        this.pace = pace;
        this.time = time;
    }

    @Override
    public Optional<String> refusal(String topic) {
        return topics.contains(topic) ? Optional.empty() : refusals.apply(topic, topics);
    }

    @Override
    public Subscriber join(Connection client) {
        return new Viewer(client);
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final Set<String> subscribed = new HashSet<>();
        private final Set<String> everSubscribed = new HashSet<>();
        private final Map<TopicRecording, Playback> playing = new HashMap<>();

        Viewer(Connection client) {
            this.client = client;
        }

        @Override
        public void subscribed(List<String> added) {
            subscribed.addAll(added);
            for (TopicRecording recording : recordings) {
                boolean wanted = added.stream().anyMatch(recording::holds);
                boolean again =
                        added.stream().anyMatch(topic -> recording.holds(topic) && everSubscribed.contains(topic));
                if (wanted && (again || !playing.containsKey(recording))) {
                    stop(recording);
                    playing.put(recording, Playback.start(recording.frames(), recording.origin(), pace, time, client));
                }
            }
            everSubscribed.addAll(added);
        }

        @Override
        public void unsubscribed(String removed) {
            subscribed.remove(removed);
            recordings.stream()
                    .filter(recording -> subscribed.stream().noneMatch(recording::holds))
                    .forEach(this::stop);
        }

        private void stop(TopicRecording recording) {
            Playback playback = playing.remove(recording);
            if (playback != null) {
                playback.stop();
            }
        }

        @Override
        public void closed() {
            playing.values().forEach(Playback::stop);
        }
    }
}
