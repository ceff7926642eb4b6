// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.Symbol;
import java.util.List;

/**
 * What is subscribed to as one.
 *
 * @param name the venue's channel
 * @param instrument the venue's symbol
 */
record Topic(Channel channel, Symbol symbol, String name, String instrument) {

    static final String BOOKS = "books";
    static final String BOOKS_5 = "books5";
    static final String BEST = "bbo-tbt";
    static final String TRADES = "trades";
    static final String MARK_PRICE = "mark-price";
    static final String FUNDING_RATE = "funding-rate";

    /** What it takes to have {@code channel} of {@code symbol}; only perpetuals pay funding. */
    static List<Topic> of(Channel channel, Symbol symbol, int depth) {
        return switch (channel) {
            case BOOK -> List.of(topic(channel, symbol, books(depth)));
            case TRADES -> List.of(topic(channel, symbol, TRADES));
            case FUNDING ->
                symbol.perpetual()
                        ? List.of(topic(channel, symbol, MARK_PRICE), topic(channel, symbol, FUNDING_RATE))
                        : List.of();
            case QUOTES, CANDLES -> throw new IllegalArgumentException("not served: " + channel);
        };
    }

    private static String books(int depth) {
        return switch (depth) {
            case 1 -> BEST;
            case 5 -> BOOKS_5;
            default -> BOOKS;
        };
    }

    private static Topic topic(Channel channel, Symbol symbol, String name) {
        return new Topic(channel, symbol, name, instrument(symbol));
    }

    /** {@code BTC-USDT}, {@code BTC-USDT-SWAP} for the perpetual, {@code BTC-USD-220527} for a dated contract. */
    static String instrument(Symbol symbol) {
        return symbol.perpetual() ? symbol.base() + "-" + symbol.quote() + "-SWAP" : symbol.toString();
    }

    /** As the venue's refusals name it. */
    boolean isNamedIn(String refusal) {
        return refusal.contains("channel:" + name + ",") && refusal.contains("instId:" + instrument + " ");
    }

    /** As a request wants it. */
    String argument() {
        return "{\"channel\":\"" + name + "\",\"instId\":\"" + instrument + "\"}";
    }
}
