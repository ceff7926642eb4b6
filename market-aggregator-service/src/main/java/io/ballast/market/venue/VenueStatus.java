// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One venue at one moment.
 *
 * @param state the best state among its books (among its other feeds where it has no book)
 * @param rejected frames that were malformed, oversized or of an unknown kind
 * @param reconnects times the connection came back
 */
public record VenueStatus(
        VenueId venue,
        FeedState state,
        long frames,
        long gaps,
        long checksumFailures,
        long rejected,
        long reconnects,
        @Nullable String lastError,
        List<FeedStatus> feeds) {

    public VenueStatus {
        feeds = List.copyOf(feeds);
    }

    /**
     * One feed at one moment.
     *
     * @param age since the last data on the local clock; null if there was none yet
     * @param sequence the venue's number of the last message; null where it numbers nothing
     * @param bidLevels levels held; 0 for channels without a book
     */
    public record FeedStatus(
            Channel channel,
            Symbol symbol,
            FeedState state,
            String reason,
            @Nullable Duration age,
            @Nullable Instant lastUpdateAt,
            @Nullable Long sequence,
            int bidLevels,
            int askLevels) {}
}
