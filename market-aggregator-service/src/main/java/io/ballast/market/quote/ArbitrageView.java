// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.arbitrage.Opportunity;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A pair of venues that pays now, after both taker fees. Ages tell how old each side's truth is: no order was tried.
 *
 * @param size what both sides have, in units of the base currency
 * @param profit of one unit, in the quote currency
 * @param profitPct in percent of the buying price
 * @param durationMs since when it pays without interruption
 */
record ArbitrageView(
        String symbol,
        String buyVenue,
        String sellVenue,
        BigDecimal buyPrice,
        BigDecimal sellPrice,
        BigDecimal size,
        BigDecimal profit,
        BigDecimal profitPct,
        Instant since,
        long durationMs,
        long buyAgeMs,
        long sellAgeMs) {

    static ArbitrageView of(Opportunity pair) {
        return new ArbitrageView(
                pair.symbol().toString(),
                pair.buyVenue().value(),
                pair.sellVenue().value(),
                pair.buyPrice(),
                pair.sellPrice(),
                pair.size(),
                pair.profit(),
                pair.profitPct(),
                pair.since(),
                pair.duration().toMillis(),
                pair.buyAge().toMillis(),
                pair.sellAge().toMillis());
    }
}
