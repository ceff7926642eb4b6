// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
