// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.topic.TopicFeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The control side of one connection: one answer to each request, for all of its topics together. */
final class TopicSession implements Session {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String connectionId;
    private final Segment segment;
    private final TopicFeed feed;
    private final Connection client;
    private final TopicFeed.Subscriber subscriber;
    private final Set<String> subscribed = new HashSet<>();

    TopicSession(String connectionId, Segment segment, TopicFeed feed, Connection client) {
        this.connectionId = connectionId;
        this.segment = segment;
        this.feed = feed;
        this.client = client;
        this.subscriber = feed.join(client);
    }

    @Override
    public void received(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            answer(JSON.missingNode(), "error:invalid request", false);
            return;
        }
        switch (request.path("op").asText()) {
            case "ping" -> answer(request, "pong", true);
            case "subscribe" -> subscribe(request);
            case "unsubscribe" -> {
                topics(request).stream().filter(subscribed::remove).forEach(subscriber::unsubscribed);
                answer(request, "", true);
            }
            default -> answer(request, "error:unknown op", false);
        }
    }

    private void subscribe(JsonNode request) {
        List<String> topics = topics(request);
        Optional<String> refusal = refusal(topics);
        answer(request, refusal.orElse(""), refusal.isEmpty());
        if (refusal.isEmpty()) {
            subscribed.addAll(topics);
            subscriber.subscribed(topics);
        }
    }

    private Optional<String> refusal(List<String> topics) {
        if (topics.isEmpty() || topics.size() > segment.topicsPerRequest()) {
            return Optional.of("args size >10");
        }
        return topics.stream()
                .flatMap(topic -> subscribed.contains(topic)
                        ? Optional.of("error:already subscribed,topic:" + topic).stream()
                        : feed.refusal(topic).stream())
                .findFirst();
    }

    private void answer(JsonNode request, String message, boolean success) {
        client.send(JSON.createObjectNode()
                .put("success", success)
                .put("ret_msg", message)
                .put("conn_id", connectionId)
                .put("req_id", request.path("req_id").asText())
                .put("op", request.path("op").asText())
                .toString());
    }

    private static List<String> topics(JsonNode request) {
        List<String> topics = new ArrayList<>();
        request.path("args").forEach(topic -> topics.add(topic.asText()));
        return topics;
    }

    @Override
    public void closed() {
        subscriber.closed();
    }
}
