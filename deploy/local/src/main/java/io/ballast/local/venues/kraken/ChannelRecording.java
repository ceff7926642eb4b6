// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.capture.Capture.Frame;
import io.ballast.local.venues.capture.Capture.Recording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One recorded connection without what is said live: answers to requests, heartbeats and the greeting. */
final class ChannelRecording {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> LIVE = Set.of("heartbeat", "status");

    private final long origin;
    private final Map<Topic, Integer> depths;
    private final Set<Topic> topics = new HashSet<>();
    private final List<Frame> frames = new ArrayList<>();

    ChannelRecording(Recording recording) {
        origin = recording.sent().isEmpty() ? 0 : recording.sent().getFirst().at();
        depths = depths(recording);
        for (Frame frame : recording.frames()) {
            JsonNode content = parse(frame.text());
            String channel = content.path("channel").asText();
            if (!content.has("method") && !LIVE.contains(channel)) {
                frames.add(frame);
                content.path("data")
                        .forEach(entry -> topics.add(
                                new Topic(channel, entry.path("symbol").asText())));
            }
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

    /** What there is data for. */
    Set<Topic> topics() {
        return Collections.unmodifiableSet(topics);
    }

    /** The depth of a recorded book, as far as the recorded requests tell. */
    Optional<Integer> depth(Topic topic) {
        return Optional.ofNullable(depths.get(topic));
    }

    boolean holds(Topic topic) {
        return topics.contains(topic);
    }

    private static Map<Topic, Integer> depths(Recording recording) {
        Map<Topic, Integer> depths = new HashMap<>();
        for (Frame sent : recording.sent()) {
            JsonNode request = parse(sent.text());
            if (request.path("method").asText().equals("subscribe")) {
                SubscribeRequest.of(request.path("params"))
                        .subscriptions()
                        .forEach(subscription -> depths.put(subscription.topic(), subscription.depth()));
            }
        }
        return depths;
    }

    /** A frame that is no JSON is still played: what came over the wire once may come again. */
    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
