// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.VenueId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several venues' books as one ladder: sizes at prices of equal value are added up. Over several venues a locked or
 * crossed ladder is no error: it is what arbitrage lives on.
 *
 * @param bids highest price first
 * @param asks lowest price first
 */
public record MergedBook(List<MergedLevel> bids, List<MergedLevel> asks) {

    public MergedBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** The best {@code depth} levels of both sides; each list best first. */
    public static MergedBook of(
            SortedMap<VenueId, List<PriceLevel>> bids, SortedMap<VenueId, List<PriceLevel>> asks, int depth) {
        return new MergedBook(
                side(bids, Comparator.<Decimal>reverseOrder(), depth),
                side(asks, Comparator.<Decimal>naturalOrder(), depth));
    }

    private static List<MergedLevel> side(
            SortedMap<VenueId, List<PriceLevel>> venues, Comparator<Decimal> best, int depth) {
        Map<Decimal, MergedLevel> merged = new TreeMap<>(best);
        venues.forEach((venue, levels) -> levels.forEach(level -> merged.merge(
                level.price(), new MergedLevel(level.price(), level.size(), List.of(venue)), MergedBook::together)));
        return merged.values().stream().limit(depth).toList();
    }

    private static MergedLevel together(MergedLevel one, MergedLevel other) {
        List<VenueId> venues = new ArrayList<>(one.venues());
        venues.addAll(other.venues());
        return new MergedLevel(one.price(), one.size().plus(other.size()), venues);
    }

    public @Nullable MergedLevel bestBid() {
        return bids.isEmpty() ? null : bids.getFirst();
    }

    public @Nullable MergedLevel bestAsk() {
        return asks.isEmpty() ? null : asks.getFirst();
    }

    /** Best bid equals best offer. */
    public boolean locked() {
        return distance() == 0;
    }

    /** Best bid is above best offer. */
    public boolean crossed() {
        return distance() > 0;
    }

    private int distance() {
        MergedLevel bid = bestBid();
        MergedLevel ask = bestAsk();
        return bid == null || ask == null ? -1 : bid.price().compareTo(ask.price());
    }
}
