// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/** One instrument's whole order book on one venue, in ticks and units; after a step it is never crossed. */
public final class SimulatedBook {

    /** One side of the book. */
    public enum Side {
        BID,
        ASK;

        /** The price this far from {@code price}, away from the other side. */
        long behind(long price, long distance) {
            return this == BID ? price - distance : price + distance;
        }

        /** Whether {@code price} is nearer to the other side than {@code limit}. */
        boolean isBeyond(long price, long limit) {
            return this == BID ? price > limit : price < limit;
        }
    }

    /** The quantity now at a price; 0 says that the level is gone. */
    public record Change(Side side, long price, long quantity) {}

    private final NavigableMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Long> asks = new TreeMap<>();
    private List<Change> changes = new ArrayList<>();

    private NavigableMap<Long, Long> levels(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /** Price to quantity of the best {@code depth} levels, best first. */
    public SequencedMap<Long, Long> top(Side side, int depth) {
        SequencedMap<Long, Long> top = new LinkedHashMap<>();
        for (Map.Entry<Long, Long> level : levels(side).entrySet()) {
            if (top.size() == depth) {
                break;
            }
            top.put(level.getKey(), level.getValue());
        }
        return top;
    }

    /** The quantity at a price, 0 where there is no level. */
    public long quantity(Side side, long price) {
        return levels(side).getOrDefault(price, 0L);
    }

    /** The best price; a side that has been quoted is never empty. */
    public long best(Side side) {
        return levels(side).firstKey();
    }

    /** The worst price. */
    long worst(Side side) {
        return levels(side).lastKey();
    }

    /** How many levels there are. */
    public int depth(Side side) {
        return levels(side).size();
    }

    /** Sets a level, 0 takes it away, and notes the change if it is one. */
    void set(Side side, long price, long quantity) {
        if (quantity(side, price) == quantity) {
            return;
        }
        if (quantity == 0) {
            levels(side).remove(price);
        } else {
            levels(side).put(price, quantity);
        }
        changes.add(new Change(side, price, quantity));
    }

    /** The changes since this was asked last, in order. */
    List<Change> takeChanges() {
        List<Change> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }
}
