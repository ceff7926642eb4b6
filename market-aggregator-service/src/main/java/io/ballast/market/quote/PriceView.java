// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest price of a symbol and how much it can be relied on.
 *
 * @param kind {@code trade}: the newest trade; {@code mid}: half-way between best bid and offer, as long as no trade was
 *     heard; {@code none}: nothing is known yet, and nothing is made up
 * @param venue where it was traded, {@code consolidated} for a mid
 * @param ageMs since it was heard here
 * @param stale whether it is too old to act on, or missing
 * @param asOf when it was heard here
 */
record PriceView(
        String symbol,
        String kind,
        @Nullable BigDecimal price,
        @Nullable String venue,
        @Nullable Long ageMs,
        boolean stale,
        @Nullable Instant asOf) {}
