// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.quote;

import io.ballast.market.aggregation.RecentTrades;
import io.ballast.market.venue.Trade;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade.
 *
 * @param side the taker's
 * @param venueTime the venue's clock
 * @param receivedAt the local clock
 */
record TradeView(
        String symbol,
        String venue,
        String tradeId,
        BigDecimal price,
        BigDecimal size,
        String side,
        Instant venueTime,
        Instant receivedAt) {

    static TradeView of(RecentTrades.Heard heard) {
        Trade trade = heard.trade();
        return new TradeView(
                trade.symbol().toString(),
                trade.venue().value(),
                trade.id().toString(),
                trade.price().toBigDecimal(),
                trade.size().toBigDecimal(),
                trade.side().wireName(),
                trade.time(),
                heard.heardAt());
    }
}
