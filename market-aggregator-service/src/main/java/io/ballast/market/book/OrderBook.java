// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.book;

import io.ballast.common.money.Decimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One venue's book for one symbol: sorted levels that keep the wire's text. Levels are absolute; size 0 deletes, and
 * deleting what is not there is normal.
 *
 * <p>Not thread-safe: confined to the loop that hears the venue. Between the levels of one message the book may be
 * crossed or too deep; look at it only after {@link #truncate()}.
 */
public final class OrderBook {

    private final NavigableMap<Decimal, PriceLevel> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Decimal, PriceLevel> asks = new TreeMap<>();
    private final int depth;

    /** @param depth levels kept on each side; the worst beyond it are dropped by {@link #truncate()} */
    public OrderBook(int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1: " + depth);
        }
        this.depth = depth;
    }

    /** Forgets every level. */
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** Sets or, with size 0, deletes one level. */
    public void apply(Side side, PriceLevel level) {
        if (level.size().isZero()) {
            levels(side).remove(level.price());
        } else {
            levels(side).put(level.price(), level);
        }
    }

    /** Sets or deletes levels in the order given. */
    public void apply(Side side, List<PriceLevel> changes) {
        for (PriceLevel change : changes) {
            apply(side, change);
        }
    }

    /** Drops what is deeper than the book's depth. Call it once a whole message is applied. */
    public void truncate() {
        truncate(bids);
        truncate(asks);
    }

    private void truncate(NavigableMap<Decimal, PriceLevel> levels) {
        while (levels.size() > depth) {
            levels.pollLastEntry();
        }
    }

    public TopOfBook top() {
        return new TopOfBook(best(bids), best(asks));
    }

    private static @Nullable PriceLevel best(NavigableMap<Decimal, PriceLevel> levels) {
        Map.Entry<Decimal, PriceLevel> first = levels.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** How many levels stand on that side. */
    public int size(Side side) {
        return levels(side).size();
    }

    /** The best levels of one side, best first, at most {@code limit}. */
    public List<PriceLevel> best(Side side, int limit) {
        List<PriceLevel> best = new ArrayList<>(Math.min(limit, size(side)));
        Iterator<PriceLevel> levels = levels(side).values().iterator();
        while (best.size() < limit && levels.hasNext()) {
            best.add(levels.next());
        }
        return best;
    }

    /** A copy of the best levels of both sides, at most {@code limit} each. */
    public BookView view(int limit) {
        return new BookView(best(Side.BID, limit), best(Side.ASK, limit));
    }

    private NavigableMap<Decimal, PriceLevel> levels(Side side) {
        return switch (side) {
            case BID -> bids;
            case ASK -> asks;
        };
    }
}
