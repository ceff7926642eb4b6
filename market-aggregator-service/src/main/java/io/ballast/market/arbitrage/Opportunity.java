// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.arbitrage;

import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Buying at one live venue and selling at another would pay after both taker fees, as far as both books are true now.
 *
 * @param buyPrice best offer where one would buy
 * @param sellPrice best bid where one would sell
 * @param size the smaller of the two sizes at these prices, in units of the base currency
 * @param profit of one unit after fees, in the quote currency
 * @param profitPct of {@code buyPrice}, in percent
 * @param since local wall clock of when it began to pay without interruption
 * @param duration since then on the local elapsed clock
 * @param buyAge since the buying venue last confirmed its book
 * @param sellAge since the selling venue last confirmed its book
 */
public record Opportunity(
        Symbol symbol,
        VenueId buyVenue,
        VenueId sellVenue,
        BigDecimal buyPrice,
        BigDecimal sellPrice,
        BigDecimal size,
        BigDecimal profit,
        BigDecimal profitPct,
        Instant since,
        Duration duration,
        Duration buyAge,
        Duration sellAge) {}
