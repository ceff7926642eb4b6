// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.ballast.local.venues.protocol.VenueTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The control side of one connection: its subscriptions, their confirmation, and the heartbeats. */
final class ChannelSession implements Session {

    static final String LEVEL2 = "level2";
    static final String TRADES = "market_trades";
    static final String HEARTBEATS = "heartbeats";
    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** A client that has asked for nothing by then is left. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> CHANNELS = Set.of(LEVEL2, TRADES, HEARTBEATS, "ticker", "candles");

    private final Feed feed;
    private final Numbered client;
    private final VenueTime time;
    private final Feed.Subscriber subscriber;
    private final Map<String, Set<String>> standing = new HashMap<>();
    private final VenueTime.Cancellable heartbeats;
    private final VenueTime.Cancellable patience;
    private long counter;

    ChannelSession(Feed feed, Numbered client, VenueTime time) {
        this.feed = feed;
        this.client = client;
        this.time = time;
        this.counter = time.now().getEpochSecond() % 100_000;
        this.subscriber = feed.join(client);
        this.heartbeats = time.every(HEARTBEAT, this::heartbeat);
        this.patience = time.after(PATIENCE, () -> {
            if (standing.isEmpty()) {
                client.close(1008, "no subscription");
            }
        });
    }

    private void heartbeat() {
        counter++;
        if (standing.containsKey(HEARTBEATS) && subscriber.live() && !client.isFull()) {
            client.send(Frames.heartbeat(time.now(), counter));
        }
    }

    @Override
    public void received(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            client.send(Frames.error("failure to parse JSON"));
            return;
        }
        String channel = request.path("channel").asText();
        Set<String> products = new TreeSet<>();
        request.path("product_ids").forEach(product -> products.add(product.asText()));
        if (!CHANNELS.contains(channel)) {
            client.send(Frames.error("channel field invalid: " + channel.replaceAll("[^a-z0-9_]", "")));
        } else if (!feed.products().containsAll(products)) {
            client.send(Frames.error("product not found"));
        } else {
            switch (request.path("type").asText()) {
                case "subscribe" -> subscribe(channel, products);
                case "unsubscribe" -> unsubscribe(channel, products);
                default -> client.send(Frames.error("type has to be subscribe or unsubscribe"));
            }
        }
    }

    private void subscribe(String channel, Set<String> products) {
        Set<String> named = channel.equals(HEARTBEATS) ? Set.of(HEARTBEATS) : products;
        standing.computeIfAbsent(channel, none -> new TreeSet<>()).addAll(named);
        subscriber.subscribed(channel, products); // its snapshot comes before the confirmation
        confirm();
    }

    private void unsubscribe(String channel, Set<String> products) {
        Set<String> left = standing.getOrDefault(channel, new TreeSet<>());
        left.removeAll(products);
        if (left.isEmpty() || channel.equals(HEARTBEATS)) {
            standing.remove(channel);
        }
        subscriber.unsubscribed(channel, products);
        confirm();
    }

    private void confirm() {
        if (subscriber.live()) {
            client.send(Frames.subscriptions(time.now(), standing));
        }
    }

    @Override
    public void closed() {
        heartbeats.cancel();
        patience.cancel();
        subscriber.closed();
    }
}
