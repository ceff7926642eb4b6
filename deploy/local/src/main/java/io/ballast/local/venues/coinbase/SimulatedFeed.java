// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Change;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the simulated market: whole books, their changes with every step, and the trades of a step together. */
final class SimulatedFeed implements Feed {

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument("BTC-USD", "BTC", "USD", 2, 8), //
            new Instrument("ETH-USD", "ETH", "USD", 2, 8));

    private final VenueTime time;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    SimulatedFeed(SimulatedMarket market, VenueTime time) {
        this.time = time;
        INSTRUMENTS.forEach(instrument -> listings.put(instrument.symbol(), market.list(instrument)));
        market.afterEachStep(this::stepped);
    }

    @Override
    public Set<String> products() {
        return listings.keySet();
    }

    @Override
    public Subscriber join(Numbered client) {
        Viewer viewer = new Viewer(client);
        viewers.add(viewer);
        return viewer;
    }

    private void stepped() {
        listings.forEach((product, listing) -> {
            Listing.Step step = listing.lastStep();
            if (!step.changes().isEmpty()) {
                publish(
                        ChannelSession.LEVEL2,
                        product,
                        Frames.book("update", listing.instrument(), step.changes(), time.now()));
            }
            if (!step.trades().isEmpty()) {
                publish(
                        ChannelSession.TRADES,
                        product,
                        Frames.trades("update", listing.instrument(), step.trades(), time.now()));
            }
        });
    }

    private void publish(String channel, String product, String frame) {
        // A copy, because cutting a client that is too slow may end its membership at once.
        for (Viewer viewer : List.copyOf(viewers)) {
            if (viewer.has(channel, product)) {
                viewer.client.offer(frame);
            }
        }
    }

    private String snapshot(Listing listing) {
        List<Change> levels = new ArrayList<>();
        for (Side side : Side.values()) {
            listing.book()
                    .top(side, Integer.MAX_VALUE)
                    .forEach((price, quantity) -> levels.add(new Change(side, price, quantity)));
        }
        return Frames.book("snapshot", listing.instrument(), levels, time.now());
    }

    private final class Viewer implements Subscriber {

        private final Numbered client;
        private final Map<String, Set<String>> channels = new HashMap<>();

        Viewer(Numbered client) {
            this.client = client;
        }

        boolean has(String channel, String product) {
            return channels.getOrDefault(channel, Set.of()).contains(product);
        }

        @Override
        public void subscribed(String channel, Set<String> products) {
            channels.computeIfAbsent(channel, none -> new HashSet<>()).addAll(products);
            for (String product : products) {
                Listing listing = listings.get(product);
                if (listing != null && channel.equals(ChannelSession.LEVEL2)) {
                    client.send(snapshot(listing));
                } else if (listing != null && channel.equals(ChannelSession.TRADES)) {
                    client.send(Frames.trades("snapshot", listing.instrument(), listing.recentTrades(), time.now()));
                }
            }
        }

        @Override
        public void unsubscribed(String channel, Set<String> products) {
            channels.getOrDefault(channel, new HashSet<>()).removeAll(products);
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public void closed() {
            viewers.remove(this);
        }
    }
}
