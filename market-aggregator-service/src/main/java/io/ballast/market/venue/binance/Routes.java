// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Channel;
import java.util.Set;

/**
 * Under which paths a market serves its streams. Since April 2026 USD-M acknowledges the streams of the market at
 * large on its old path and sends nothing there.
 *
 * @param book before {@code /stream}, for order books and best bid and offer
 * @param market before {@code /stream}, for everything else
 */
record Routes(String book, String market) {

    static final Set<Channel> BOOK = Set.of(Channel.BOOK, Channel.QUOTES);
    static final Set<Channel> MARKET = Set.of(Channel.TRADES, Channel.FUNDING, Channel.CANDLES);

    static Routes of(Market market, BinanceConfig config) {
        return switch (market) {
            case SPOT -> new Routes("", "");
            case USDM ->
                new Routes(
                        config.usdmPublicPath().orElse(""),
                        config.usdmMarketPath().orElse(""));
            case COINM ->
                new Routes(
                        config.coinmPublicPath().orElse(""),
                        config.coinmMarketPath().orElse(""));
        };
    }

    boolean together() {
        return book.equals(market);
    }
}
