// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.VenueBook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One venue's book as it stands, also while it is {@code STALE}; empty while it cannot be believed.
 *
 * @param sequence the venue's update id; null where it numbers nothing
 * @param lastUpdateAt when it was last confirmed, on the local clock
 * @param bids price and size in the venue's own digits, highest first
 * @param asks likewise, lowest first
 */
record VenueBookView(
        String symbol,
        String venue,
        FeedState state,
        @Nullable Long sequence,
        @Nullable Instant lastUpdateAt,
        List<List<String>> bids,
        List<List<String>> asks) {

    static VenueBookView of(VenueBook book) {
        return new VenueBookView(
                book.symbol().toString(),
                book.venue().value(),
                book.state(),
                book.sequence(),
                book.lastUpdateAt(),
                texts(book.levels().bids()),
                texts(book.levels().asks()));
    }

    private static List<List<String>> texts(List<PriceLevel> levels) {
        return levels.stream()
                .map(level -> List.of(level.price().toString(), level.size().toString()))
                .toList();
    }
}
