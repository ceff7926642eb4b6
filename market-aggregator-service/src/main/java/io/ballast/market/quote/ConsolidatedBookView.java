// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.aggregation.MergedBook;
import io.ballast.market.aggregation.MergedLevel;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueBook;
import io.ballast.market.venue.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All live venues' books of one symbol as one ladder.
 *
 * @param bestBid null while no live venue bids
 * @param bestAsk null while no live venue offers
 * @param bids highest first
 * @param asks lowest first
 * @param locked best bid equals best offer
 * @param crossed best bid is above best offer
 * @param stale no venue is live: there is no consolidated price
 * @param contributions every venue that could contribute, whether or not it does
 */
record ConsolidatedBookView(
        String symbol,
        @Nullable Level bestBid,
        @Nullable Level bestAsk,
        List<Level> bids,
        List<Level> asks,
        boolean locked,
        boolean crossed,
        boolean stale,
        List<Contribution> contributions) {

    /** One price and who stands there. */
    record Level(BigDecimal price, BigDecimal size, List<String> venues) {

        static @Nullable Level of(@Nullable MergedLevel level) {
            return level == null
                    ? null
                    : new Level(
                            level.price().toBigDecimal(),
                            level.size().toBigDecimal(),
                            level.venues().stream().map(VenueId::value).toList());
        }
    }

    /** @param ageMs since the venue last confirmed its book, on the local clock */
    record Contribution(String venue, FeedState state, @Nullable Long ageMs, @Nullable Instant lastUpdateAt) {

        static Contribution of(VenueBook book) {
            Duration age = book.age();
            return new Contribution(
                    book.venue().value(), book.state(), age == null ? null : age.toMillis(), book.lastUpdateAt());
        }
    }

    static ConsolidatedBookView of(Symbol symbol, List<VenueBook> books, int depth) {
        SortedMap<VenueId, List<PriceLevel>> bids = new TreeMap<>();
        SortedMap<VenueId, List<PriceLevel>> asks = new TreeMap<>();
        for (VenueBook book : books) {
            if (book.state() == FeedState.LIVE) {
                bids.put(book.venue(), book.levels().bids());
                asks.put(book.venue(), book.levels().asks());
            }
        }
        MergedBook merged = MergedBook.of(bids, asks, depth);
        return new ConsolidatedBookView(
                symbol.toString(),
                Level.of(merged.bestBid()),
                Level.of(merged.bestAsk()),
                merged.bids().stream().map(Level::of).toList(),
                merged.asks().stream().map(Level::of).toList(),
                merged.locked(),
                merged.crossed(),
                bids.isEmpty(),
                books.stream().map(Contribution::of).toList());
    }
}
