// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedMarket;
import io.ballast.local.venues.simulation.Trade;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the simulated market: books of any depth and trades. */
final class SimulatedFeed implements Feed {

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument("BTC/USD", "BTC", "USD", 1, 8),
            new Instrument("BTC/USDT", "BTC", "USDT", 1, 8),
            new Instrument("ETH/USDT", "ETH", "USDT", 2, 8));

    private static final Set<String> CHANNELS = Set.of(Channels.BOOK, Channels.TRADE);

    private record Viewed(String symbol, int depth) {}

    private final VenueTime time;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Map<Viewed, BookView> views = new HashMap<>();
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    SimulatedFeed(SimulatedMarket market, VenueTime time) {
        this.time = time;
        for (Instrument instrument : INSTRUMENTS) {
            listings.put(instrument.symbol(), market.list(instrument));
        }
        market.afterEachStep(this::stepped);
    }

    @Override
    public Optional<String> refusal(Subscription subscription) {
        return Channels.refusal(subscription, CHANNELS, listings.keySet());
    }

    @Override
    public Subscriber join(Connection client) {
        Viewer viewer = new Viewer(client);
        viewers.add(viewer);
        return viewer;
    }

    private void stepped() {
        Instant now = time.now();
        views.keySet().removeIf(viewed -> viewers.stream().noneMatch(viewer -> viewer.views(viewed)));
        views.forEach((viewed, view) -> view.update(now)
                .ifPresent(frame -> publish(new Topic(Channels.BOOK, viewed.symbol()), viewed.depth(), frame)));
        listings.forEach((symbol, listing) -> {
            List<Trade> trades = listing.lastStep().trades();
            if (!trades.isEmpty()) {
                String frame = Frames.trades(Frames.Kind.UPDATE, listing.instrument(), trades);
                publish(new Topic(Channels.TRADE, symbol), 0, frame);
            }
        });
    }

    /** @param depth 0 for a channel that has none */
    private void publish(Topic topic, int depth, String frame) {
        // A copy, because cutting a client that is too slow may end its membership at once.
        for (Viewer viewer : List.copyOf(viewers)) {
            viewer.offer(topic, depth, frame);
        }
    }

    private BookView view(Listing listing, int depth) {
        return views.computeIfAbsent(
                new Viewed(listing.instrument().symbol(), depth), viewed -> new BookView(listing, viewed.depth()));
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final Map<Topic, Subscription> subscriptions = new HashMap<>();

        Viewer(Connection client) {
            this.client = client;
        }

        boolean views(Viewed viewed) {
            Subscription subscription = subscriptions.get(new Topic(Channels.BOOK, viewed.symbol()));
            return subscription != null && subscription.depth() == viewed.depth();
        }

        void offer(Topic topic, int depth, String frame) {
            Subscription subscription = subscriptions.get(topic);
            if (subscription != null && (depth == 0 || depth == subscription.depth())) {
                client.offer(frame);
            }
        }

        @Override
        public void subscribed(List<Subscription> added) {
            for (Subscription subscription : added) {
                subscriptions.put(subscription.topic(), subscription);
                String snapshot = snapshot(subscription);
                if (subscription.snapshot() && snapshot != null) {
                    client.offer(snapshot);
                }
            }
        }

        /** What was before; none for a channel that the simulation acknowledges but has no data for. */
        private @Nullable String snapshot(Subscription subscription) {
            Listing listing = listings.get(subscription.topic().symbol());
            if (listing == null) {
                return null;
            }
            return switch (subscription.topic().channel()) {
                case Channels.BOOK -> view(listing, subscription.depth()).snapshot(time.now());
                case Channels.TRADE ->
                    Frames.trades(Frames.Kind.SNAPSHOT, listing.instrument(), listing.recentTrades());
                default -> null;
            };
        }

        @Override
        public void unsubscribed(Subscription removed) {
            subscriptions.remove(removed.topic());
        }

        @Override
        public void closed() {
            viewers.remove(this);
        }
    }
}
