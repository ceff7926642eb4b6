// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Best bid and offer over all venues that are live now.
 *
 * @param top at most one level on each side
 * @param state {@code LIVE} if any venue contributes, else the best state among those that could
 * @param at local wall clock of the change
 * @param traceparent trace of the frame that caused it, null where that is not sampled
 */
public record ConsolidatedQuote(
        Symbol symbol, MergedBook top, FeedState state, Instant at, @Nullable String traceparent) {

    /** Hears every change of a consolidated best bid and offer, for one symbol in order. Must not block. */
    public interface Listener {

        void consolidated(ConsolidatedQuote quote);
    }
}
