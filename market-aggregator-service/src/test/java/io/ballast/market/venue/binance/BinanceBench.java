// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.SessionBench;
import io.ballast.market.venue.TestConfig;
import io.ballast.market.venue.VenueAdapter;
import java.util.EnumSet;

/** The Binance adapter with its default settings. */
public final class BinanceBench {

    private BinanceBench() {}

    public static VenueAdapter adapter() {
        return adapter(Market.SPOT);
    }

    static BinanceAdapter adapter(Market market, String... settings) {
        return new BinanceAdapter(market, TestConfig.of(BinanceConfig.class, settings));
    }

    static SessionBench bench(String... symbols) {
        return new SessionBench(adapter(), EnumSet.of(Channel.BOOK, Channel.TRADES), symbols).open();
    }

    static String diff(String symbol, long first, long last, String bid, String size) {
        return """
                {"stream":"%s@depth@100ms","data":{"e":"depthUpdate","E":1,"s":"%s","U":%d,"u":%d,"b":[["%s","%s"]],"a":[]}}"""
                .formatted(symbol.toLowerCase(java.util.Locale.ROOT), symbol, first, last, bid, size);
    }

    /** A futures market with all its channels. */
    static SessionBench futures(Market market, String... symbols) {
        return new SessionBench(adapter(market), EnumSet.complementOf(EnumSet.of(Channel.CANDLES)), symbols).open();
    }

    static String chained(String symbol, long previous, long first, long last, String bid, String size) {
        return diff(symbol, first, last, bid, size).replace("\"b\":", "\"pu\":" + previous + ",\"b\":");
    }

    static String ticker(String symbol, long id, String bid, String ask) {
        return """
                {"stream":"%s@bookTicker","data":{"e":"bookTicker","u":%d,"s":"%s","b":"%s","B":"5.0","a":"%s","A":"6.0",\
                "T":1,"E":2}}"""
                .formatted(symbol.toLowerCase(java.util.Locale.ROOT), id, symbol, bid, ask);
    }

    static String snapshot(long id) {
        return """
                {"lastUpdateId":%d,"bids":[["1.00","5.0"]],"asks":[["2.00","6.0"]]}""".formatted(id);
    }
}
