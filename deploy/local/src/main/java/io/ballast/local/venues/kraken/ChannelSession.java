// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.kraken.Answers.Asked;
import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control side of one connection: the greeting, heartbeats, and the answers to its requests. */
final class ChannelSession implements Session {

    /** Measured to be unconditional, whatever else is sent. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Feed feed;
    private final Connection client;
    private final VenueTime time;
    private final Answers answers;
    private final Feed.Subscriber subscriber;
    private final Map<Topic, Subscription> subscriptions = new HashMap<>();
    private final VenueTime.Cancellable heartbeats;

    ChannelSession(long connectionId, Feed feed, Connection client, VenueTime time) {
        this.feed = feed;
        this.client = client;
        this.time = time;
        this.answers = new Answers(time);
        this.subscriber = feed.join(client);
        this.heartbeats = time.every(HEARTBEAT, this::heartbeat);
        client.send(Frames.status(connectionId));
    }

    /** Not to a client that is still busy reading: what it has not read yet tells it that the venue lives. */
    private void heartbeat() {
        if (!client.isFull()) {
            client.send(Frames.HEARTBEAT);
        }
    }

    @Override
    public void received(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            client.send(answers.refused(new Asked("", JSON.missingNode(), time.now()), "Malformed request"));
            return;
        }
        Asked asked = new Asked(request.path("method").asText(), request.path("req_id"), time.now());
        switch (asked.method()) {
            case "ping" -> client.send(answers.pong(asked));
            case "subscribe" -> subscribe(asked, SubscribeRequest.of(request.path("params")));
            case "unsubscribe" -> unsubscribe(asked, SubscribeRequest.of(request.path("params")));
            default -> client.send(answers.refused(asked, "Method not found"));
        }
    }

    @Override
    public void closed() {
        heartbeats.cancel();
        subscriber.closed();
    }

    private void subscribe(Asked asked, SubscribeRequest request) {
        if (request.symbols().isEmpty()) {
            client.send(answers.refused(asked, "Symbol(s) not found"));
            return;
        }
        List<Subscription> accepted = new ArrayList<>();
        for (Subscription subscription : request.subscriptions()) {
            Optional<String> refusal = feed.refusal(subscription);
            if (refusal.isPresent()) {
                client.send(answers.refused(asked, subscription.topic(), refusal.get()));
            } else {
                subscriptions.put(subscription.topic(), subscription);
                accepted.add(subscription);
                client.send(answers.done(asked, subscription));
            }
        }
        subscriber.subscribed(accepted);
    }

    private void unsubscribe(Asked asked, SubscribeRequest request) {
        for (Subscription named : request.subscriptions()) {
            Subscription subscription = subscriptions.remove(named.topic());
            if (subscription == null) {
                client.send(answers.refused(asked, named.topic(), "Subscription Not Found"));
            } else {
                client.send(answers.done(asked, subscription));
                subscriber.unsubscribed(subscription);
            }
        }
    }
}
