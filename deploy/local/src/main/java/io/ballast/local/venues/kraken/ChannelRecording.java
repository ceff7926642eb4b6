// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.capture.Capture.Frame;
import io.ballast.local.venues.capture.Capture.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One recorded connection without what is said live: answers to requests, heartbeats and the greeting.
 *
 * @param origin when the first request was sent: the recorded moment that goes with the client's subscription
 * @param topics what there is data for
 * @param depths of recorded books as far as the recorded requests tell
 */
record ChannelRecording(long origin, Set<Topic> topics, Map<Topic, Integer> depths, List<Frame> frames) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> LIVE = Set.of("heartbeat", "status");

    static ChannelRecording of(Recording recording) {
        Set<Topic> topics = new HashSet<>();
        List<Frame> frames = new ArrayList<>();
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
        long origin =
                recording.sent().isEmpty() ? 0 : recording.sent().getFirst().at();
        return new ChannelRecording(origin, topics, depths(recording), frames);
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
