// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/**
 * One listing's book at one depth, as all its subscribers see it. An update names the levels that changed or came into
 * view; what only fell out of view is not named, the subscriber has to cut its book to the depth.
 */
final class BookView {

    private final Listing listing;
    private final int depth;
    /** Updates name levels in no particular order, so that nobody may rely on one; seeded, to be repeatable. */
    private final Random order = new Random(1);

    private SequencedMap<Long, Long> bids;
    private SequencedMap<Long, Long> asks;

    BookView(Listing listing, int depth) {
        this.listing = listing;
        this.depth = depth;
        this.bids = listing.book().top(Side.BID, depth);
        this.asks = listing.book().top(Side.ASK, depth);
    }

    String snapshot(Instant now) {
        return Frames.book(
                Frames.Kind.SNAPSHOT,
                listing.instrument(),
                bids.entrySet(),
                asks.entrySet(),
                Checksum.of(asks, bids),
                now);
    }

    /** Goes on to the listing's book as it is now; empty if nothing in view changed. */
    Optional<String> update(Instant now) {
        SequencedMap<Long, Long> bidsNow = listing.book().top(Side.BID, depth);
        SequencedMap<Long, Long> asksNow = listing.book().top(Side.ASK, depth);
        List<Map.Entry<Long, Long>> bidsChanged = changed(Side.BID, bids, bidsNow);
        List<Map.Entry<Long, Long>> asksChanged = changed(Side.ASK, asks, asksNow);
        bids = bidsNow;
        asks = asksNow;
        if (bidsChanged.isEmpty() && asksChanged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Frames.book(
                Frames.Kind.UPDATE, listing.instrument(), bidsChanged, asksChanged, Checksum.of(asks, bids), now));
    }

    private List<Map.Entry<Long, Long>> changed(Side side, Map<Long, Long> before, Map<Long, Long> now) {
        Map<Long, Long> changed = new LinkedHashMap<>();
        now.forEach((price, quantity) -> {
            if (!quantity.equals(before.get(price))) {
                changed.put(price, quantity);
            }
        });
        for (Long price : before.keySet()) {
            if (!now.containsKey(price) && listing.book().quantity(side, price) == 0) {
                changed.put(price, 0L);
            }
        }
        List<Map.Entry<Long, Long>> levels = new ArrayList<>(changed.entrySet());
        Collections.shuffle(levels, order);
        return levels;
    }
}
