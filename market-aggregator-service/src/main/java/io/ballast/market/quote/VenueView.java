// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Venues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One venue's connection and feeds.
 *
 * @param state the best state among its books (among its other feeds where it has no book)
 * @param rejectedFrames malformed, oversized or unknown ones
 * @param lastError why the last connection ended
 */
record VenueView(
        String venue,
        FeedState state,
        long frames,
        long gaps,
        long checksumFailures,
        long rejectedFrames,
        long reconnects,
        @Nullable String lastError,
        List<FeedView> feeds) {

    /** One channel of one symbol. {@code ageMs} is null before the first data. */
    record FeedView(
            String channel,
            String symbol,
            FeedState state,
            String reason,
            @Nullable Long ageMs,
            @Nullable Instant lastUpdateAt,
            @Nullable Long sequence,
            int bidLevels,
            int askLevels) {

        static FeedView of(Venues.Status.FeedStatus feed) {
            Duration age = feed.age();
            return new FeedView(
                    feed.channel().wireName(),
                    feed.symbol().toString(),
                    feed.state(),
                    feed.reason(),
                    age == null ? null : age.toMillis(),
                    feed.lastUpdateAt(),
                    feed.sequence(),
                    feed.bidLevels(),
                    feed.askLevels());
        }
    }

    static VenueView of(Venues.Status status) {
        return new VenueView(
                status.venue().value(),
                status.state(),
                status.frames(),
                status.gaps(),
                status.checksumFailures(),
                status.rejected(),
                status.reconnects(),
                status.lastError(),
                status.feeds().stream().map(FeedView::of).toList());
    }
}
