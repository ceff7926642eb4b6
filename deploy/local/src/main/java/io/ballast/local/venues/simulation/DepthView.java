// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import io.ballast.local.venues.simulation.SimulatedBook.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The best levels of one listing's book, for venues that also name the levels which fall out of view. */
public final class DepthView {

    /** Levels that changed, price to quantity; 0 for those that are gone or out of view. */
    public record Changes(List<Map.Entry<Long, Long>> bids, List<Map.Entry<Long, Long>> asks) {

        public Changes {
            bids = List.copyOf(bids);
            asks = List.copyOf(asks);
        }
    }

    private final Listing listing;
    private final int depth;
    private SequencedMap<Long, Long> bids;
    private SequencedMap<Long, Long> asks;

    public DepthView(Listing listing, int depth) {
        this.listing = listing;
        this.depth = depth;
        this.bids = listing.book().top(Side.BID, depth);
        this.asks = listing.book().top(Side.ASK, depth);
    }

    public Instrument instrument() {
        return listing.instrument();
    }

    /** Price to quantity, best first, as of the last update. */
    public SequencedMap<Long, Long> bids() {
        return bids;
    }

    /** Price to quantity, best first, as of the last update. */
    public SequencedMap<Long, Long> asks() {
        return asks;
    }

    /** Goes on to the listing's book as it is now; empty if nothing in view changed. */
    public Optional<Changes> update() {
        SequencedMap<Long, Long> bidsNow = listing.book().top(Side.BID, depth);
        SequencedMap<Long, Long> asksNow = listing.book().top(Side.ASK, depth);
        Changes changes = new Changes(changed(bids, bidsNow), changed(asks, asksNow));
        bids = bidsNow;
        asks = asksNow;
        return changes.bids().isEmpty() && changes.asks().isEmpty() ? Optional.empty() : Optional.of(changes);
    }

    private static List<Map.Entry<Long, Long>> changed(Map<Long, Long> before, Map<Long, Long> now) {
        List<Map.Entry<Long, Long>> changed = new ArrayList<>();
        now.forEach((price, quantity) -> {
            if (!quantity.equals(before.get(price))) {
                changed.add(Map.entry(price, quantity));
            }
        });
        before.keySet().stream()
                .filter(price -> !now.containsKey(price))
                .forEach(price -> changed.add(Map.entry(price, 0L)));
        return changed;
    }
}
