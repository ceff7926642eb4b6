// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.common.money.Decimal;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stream message says. Symbols are the venue's, in upper case. */
sealed interface BinanceMessage {

    record Depth(String symbol, DepthDiff diff) implements BinanceMessage {}

    /**
     * @param id the aggregate trade's own id, contiguous per symbol
     * @param first id of the first trade in it, -1 if it is not told
     * @param last id of the last trade in it, likewise
     */
    record AggTrade(
            String symbol, long id, long first, long last, Decimal price, Decimal size, TakerSide side, Instant time)
            implements BinanceMessage {}

    /**
     * The best bid and offer.
     *
     * @param id of the book's update that made it so
     */
    record BookTicker(String symbol, long id, PriceLevel bid, PriceLevel ask) implements BinanceMessage {}

    /**
     * @param rate null for a dated future, which pays no funding
     * @param settlesAt null likewise
     */
    record MarkPrice(
            String symbol,
            Decimal price,
            @Nullable Decimal index,
            @Nullable Decimal rate,
            @Nullable Instant settlesAt,
            Instant time)
            implements BinanceMessage {}

    /** The venue closes this connection shortly. */
    record Shutdown() implements BinanceMessage {}

    record Other(String kind) implements BinanceMessage {}
}
