// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A feed's change of state, or a hole in it.
 *
 * @param state the feed's state from now on
 * @param reason why, in a few words
 * @param from first update or trade id missing, null where the venue numbers nothing or nothing is missing
 * @param to last id missing, null likewise
 */
public record ControlEvent(
        Kind kind,
        VenueId venue,
        Channel channel,
        Symbol symbol,
        FeedState state,
        String reason,
        @Nullable Long from,
        @Nullable Long to,
        Instant at,
        @Nullable String traceparent) {

    /** What is announced. */
    public enum Kind {
        /** {@code market.state}. */
        STATE,
        /** {@code market.gap}: data was lost. */
        GAP
    }
}
