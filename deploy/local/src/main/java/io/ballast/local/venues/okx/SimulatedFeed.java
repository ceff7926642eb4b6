// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.Instrument;
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

/** Shows the simulated market: books every 100 ms, trades, and of swaps what they cost to hold every second. */
final class SimulatedFeed implements TopicFeed {

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument("BTC-USDT", "BTC", "USDT", 1, 8), new Instrument("BTC-USDT-SWAP", "BTC", "USDT", 1, 2));
    private static final int STEPS_PER_BOOK = 2;
    private static final int STEPS_PER_MARK = 20;

    private final VenueTime time;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Map<String, BookTopic> books = new HashMap<>();
    private final Viewers viewers = new Viewers(this::first);
    private long steps;

    SimulatedFeed(SimulatedMarket market, VenueTime time) {
        this.time = time;
        INSTRUMENTS.forEach(each -> listings.put(each.symbol(), market.list(each)));
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
        listings.forEach((name, listing) -> {
            if (!listing.lastStep().trades().isEmpty()) {
                String topic = Topics.TRADES + ":" + name;
                viewers.publish(
                        topic,
                        Frames.trades(
                                topic, listing.instrument(), listing.lastStep().trades()));
            }
            if (steps % STEPS_PER_MARK == 0) {
                String topic = Topics.MARK_PRICE + ":" + name;
                viewers.publish(topic, Frames.markPrice(topic, listing, now));
            }
        });
    }

    /** Of trades the last one before, as the venue does. */
    private List<String> first(String topic) {
        Listing listing = listings.get(Topics.instrument(topic));
        if (listing == null) {
            return List.of();
        }
        Instant now = time.now();
        return switch (Topics.channel(topic)) {
            case Topics.BOOKS ->
                List.of(books.computeIfAbsent(topic, name -> new BookTopic(name, listing, now))
                        .snapshot(now));
            case Topics.TRADES ->
                List.of(Frames.trades(
                        topic,
                        listing.instrument(),
                        List.of(listing.recentTrades().getLast())));
            case Topics.MARK_PRICE -> List.of(Frames.markPrice(topic, listing, now));
            case Topics.FUNDING_RATE -> List.of(Frames.fundingRate(topic, listing, now));
            default -> List.of();
        };
    }
}
