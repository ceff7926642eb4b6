// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** The control side of one connection: which streams it has, the answers to its requests, and the pings. */
final class StreamSession implements Session {

    /** The venue closes when this many pings in a row stay unanswered. */
    static final int PINGS_UNANSWERED = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connection client;
    private final Feed.Subscriber subscriber;
    private final Set<String> streams = new LinkedHashSet<>();
    private final VenueTime.Cancellable pings;
    private int unanswered;

    StreamSession(Endpoint endpoint, Duration ping, Feed feed, Connection client, VenueTime time) {
        this.client = client;
        this.subscriber = feed.join(client, endpoint);
        this.pings = time.every(ping, this::ping);
        if (!endpoint.streams().isEmpty()) {
            streams.addAll(endpoint.streams());
            subscriber.subscribed(Set.copyOf(streams));
        }
    }

    private void ping() {
        if (unanswered == PINGS_UNANSWERED) {
            client.close(1008, "Pong timeout");
            return;
        }
        unanswered++;
        client.ping();
    }

    @Override
    public void ponged() {
        unanswered = 0;
    }

    @Override
    public void received(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            refuse(JSON.nullNode(), 3, "Invalid JSON");
            return;
        }
        JsonNode id = request.path("id");
        switch (request.path("method").asText()) {
            case "SUBSCRIBE" -> subscribe(names(request), id);
            case "UNSUBSCRIBE" -> unsubscribe(names(request), id);
            case "LIST_SUBSCRIPTIONS" -> answer(JSON.valueToTree(streams), id);
            default -> refuse(id, 2, "Invalid request: unknown method");
        }
    }

    @Override
    public void closed() {
        pings.cancel();
        subscriber.closed();
    }

    private void subscribe(Set<String> names, JsonNode id) {
        streams.addAll(names);
        answer(JSON.nullNode(), id);
        subscriber.subscribed(names);
    }

    private void unsubscribe(Set<String> names, JsonNode id) {
        streams.removeAll(names);
        answer(JSON.nullNode(), id);
        subscriber.unsubscribed(names);
    }

    private static Set<String> names(JsonNode request) {
        Set<String> names = new LinkedHashSet<>();
        request.path("params").forEach(name -> names.add(name.asText()));
        return names;
    }

    private void answer(JsonNode result, JsonNode id) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("result", result);
        client.send(withId(answer, id));
    }

    private void refuse(JsonNode id, int code, String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("error").put("code", code).put("msg", message);
        client.send(withId(answer, id));
    }

    private static String withId(ObjectNode answer, JsonNode id) {
        answer.set("id", id.isMissingNode() ? JSON.nullNode() : id);
        return answer.toString();
    }
}
