// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.topic.TopicFeed;
import io.ballast.local.venues.topic.Viewers;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the simulated market: books every 100 ms, trades, and of contracts the ticker every second. */
final class SimulatedFeed implements TopicFeed {

    private static final int STEPS_PER_BOOK = 2;
    private static final int STEPS_PER_TICKER = 20;

    private final Segment segment;
    private final VenueTime time;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Map<String, BookTopic> books = new HashMap<>();
    private final Viewers viewers = new Viewers(this::first);
    private long steps;

    SimulatedFeed(Segment segment, SimulatedMarket market, VenueTime time) {
        this.segment = segment;
        this.time = time;
        segment.instruments().forEach(each -> listings.put(each.symbol(), market.list(each)));
        market.afterEachStep(this::stepped);
    }

    @Override
    public Optional<String> refusal(String topic) {
        return Topics.refusal(topic, listings.keySet());
    }

    @Override
    public Subscriber join(Connection client) {
        return viewers.join(client);
    }

    private void stepped() {
        Instant now = time.now();
        steps++;
        books.keySet().removeIf(topic -> !viewers.anyOf(topic));
        if (steps % STEPS_PER_BOOK == 0) {
            books.forEach((topic, book) -> book.next(now).ifPresent(frame -> viewers.publish(topic, frame)));
        }
        listings.forEach((symbol, listing) -> {
            if (!listing.lastStep().trades().isEmpty()) {
                String topic = Topics.TRADES + "." + symbol;
                viewers.publish(topic, Frames.trades(topic, listing, segment, now));
            }
            if (segment == Segment.LINEAR && steps % STEPS_PER_TICKER == 0) {
                String topic = Topics.TICKER + "." + symbol;
                viewers.publish(topic, Frames.ticker(topic, false, listing, now));
            }
        });
    }

    private List<String> first(String topic) {
        Listing listing = listings.get(Topics.symbol(topic));
        if (listing == null) {
            return List.of();
        }
        Instant now = time.now();
        return switch (Topics.channel(topic)) {
            case Topics.BOOK ->
                List.of(books.computeIfAbsent(topic, name -> new BookTopic(name, listing, now))
                        .snapshot(now));
            case Topics.TICKER -> List.of(Frames.ticker(topic, true, listing, now));
            default -> List.of();
        };
    }
}
