// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Symbol;

/**
 * What is subscribed to as one: a channel of a symbol.
 *
 * @param name the venue's, such as {@code orderbook.200.BTCUSDT}
 */
record Topic(Channel channel, Symbol symbol, String name) {

    static Topic of(Channel channel, Symbol symbol, String venueSymbol, int depth) {
        String name =
                switch (channel) {
                    case BOOK -> "orderbook." + depth + "." + venueSymbol;
                    case TRADES -> "publicTrade." + venueSymbol;
                    case FUNDING -> "tickers." + venueSymbol;
                    case QUOTES, CANDLES -> throw new IllegalArgumentException("not served: " + channel);
                };
        return new Topic(channel, symbol, name);
    }
}
