// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.common.money.Decimal;
import io.ballast.market.venue.TakerSide;
import java.time.Instant;

/** What a stream message says. Symbols are the venue's, in upper case. */
sealed interface BinanceMessage {

    record Depth(String symbol, DepthDiff diff) implements BinanceMessage {}

    /** @param id the aggregate trade's own id, contiguous per symbol */
    record AggTrade(String symbol, long id, Decimal price, Decimal size, TakerSide side, Instant time)
            implements BinanceMessage {}

    /** The venue closes this connection shortly. */
    record Shutdown() implements BinanceMessage {}

    record Other(String kind) implements BinanceMessage {}
}
