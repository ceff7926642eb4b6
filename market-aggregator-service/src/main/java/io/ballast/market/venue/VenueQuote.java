// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.market.book.TopOfBook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One venue's best bid and offer, or that it has none any more.
 *
 * @param top empty unless the state is {@code LIVE} or {@code STALE}
 * @param news whether top or state differ from what was last told; else only the age is new
 * @param at local wall clock when it was heard
 * @param nanos local elapsed clock when the book was last confirmed, for ages
 * @param traceparent trace of the frame that caused it, null where that is not sampled
 */
public record VenueQuote(
        VenueId venue,
        Symbol symbol,
        FeedState state,
        TopOfBook top,
        boolean news,
        Instant at,
        long nanos,
        @Nullable String traceparent) {}
