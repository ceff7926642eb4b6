// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

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
}
