// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.market.book.BookView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The best levels of one venue's book at one moment, and how far they can be believed.
 *
 * @param sequence the venue's update id; null where it numbers nothing
 * @param lastUpdateAt local wall clock of the last confirmation; null if there was none yet
 * @param age since then on the local elapsed clock
 * @param levels empty unless the state is {@code LIVE} or {@code STALE}
 */
public record VenueBook(
        VenueId venue,
        Symbol symbol,
        FeedState state,
        @Nullable Long sequence,
        @Nullable Instant lastUpdateAt,
        @Nullable Duration age,
        BookView levels) {}
