// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.money.Decimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says about a perpetual's price and funding.
 *
 * @param markPrice what positions are valued at
 * @param indexPrice the underlying's price as the venue computes it; null where it tells none
 * @param rate what longs pay shorts at the next settlement, as a fraction of the position; null where it tells none
 * @param settlesAt when it is paid next; null where the venue does not say
 * @param time the venue's clock
 */
public record Funding(
        VenueId venue,
        Symbol symbol,
        Decimal markPrice,
        @Nullable Decimal indexPrice,
        @Nullable Decimal rate,
        @Nullable Instant settlesAt,
        Instant time) {}
