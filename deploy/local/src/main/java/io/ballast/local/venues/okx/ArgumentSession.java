// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.topic.TopicFeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The control side of one connection: one answer to each argument of a request, and text pings. */
final class ArgumentSession implements Session {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String connectionId;
    private final TopicFeed feed;
    private final Connection client;
    private final TopicFeed.Subscriber subscriber;
    private final Set<String> subscribed = new HashSet<>();

    ArgumentSession(String connectionId, TopicFeed feed, Connection client) {
        this.connectionId = connectionId;
        this.feed = feed;
        this.client = client;
        this.subscriber = feed.join(client);
    }

    @Override
    public void received(String text) {
        if (text.equals("ping")) {
            client.send("pong");
            return;
        }
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            refuse(JSON.missingNode(), "60012", "Invalid request: " + text);
            return;
        }
        switch (request.path("op").asText()) {
            case "subscribe" -> subscribe(request);
            case "unsubscribe" -> {
                for (String topic : topics(request)) {
                    subscribed.remove(topic);
                    subscriber.unsubscribed(topic);
                    confirm(request, topic);
                }
            }
            default -> refuse(request, "60012", "Invalid request: " + text);
        }
    }

    private void subscribe(JsonNode request) {
        List<String> accepted = new ArrayList<>();
        for (String topic : topics(request)) {
            Optional<String> refusal = feed.refusal(topic);
            if (refusal.isPresent()) {
                refuse(request, "60018", refusal.get());
            } else {
                confirm(request, topic);
                if (subscribed.add(topic)) { // twice is acknowledged twice and gives nothing more
                    accepted.add(topic);
                }
            }
        }
        subscriber.subscribed(accepted);
    }

    private void confirm(JsonNode request, String topic) {
        ObjectNode answer = begin(request).put("event", request.path("op").asText());
        answer.putObject("arg").put("channel", Topics.channel(topic)).put("instId", Topics.instrument(topic));
        client.send(answer.put("connId", connectionId).toString());
    }

    private void refuse(JsonNode request, String code, String message) {
        client.send(begin(request)
                .put("event", "error")
                .put("code", code)
                .put("msg", message)
                .put("connId", connectionId)
                .toString());
    }

    private static ObjectNode begin(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        if (request.has("id")) {
            answer.set("id", request.path("id"));
        }
        return answer;
    }

    private static List<String> topics(JsonNode request) {
        List<String> topics = new ArrayList<>();
        request.path("args").forEach(argument -> topics.add(Topics.of(argument)));
        return topics;
    }

    @Override
    public void closed() {
        subscriber.closed();
    }
}
