// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import java.util.Locale;

/** Binance's three markets: one protocol, told apart by hosts, symbols, and the rule that chains depth updates. */
enum Market {
    SPOT("binance", "wss://stream.binance.com:9443", "https://api.binance.com", "/api/v3", 5000),
    /** Futures margined in a dollar coin. */
    USDM("binance-usdm", "wss://fstream.binance.com", "https://fapi.binance.com", "/fapi/v1", 1000),
    /** Futures margined in what they are about. */
    COINM("binance-coinm", "wss://dstream.binance.com", "https://dapi.binance.com", "/dapi/v1", 1000);

    final VenueId venue;
    final String liveWsUrl;
    final String liveRestUrl;
    /** Most levels of a REST snapshot. */
    final int maxDepth;

    private final String restPath;

    Market(String venue, String liveWsUrl, String liveRestUrl, String restPath, int maxDepth) {
        this.venue = new VenueId(venue);
        this.liveWsUrl = liveWsUrl;
        this.liveRestUrl = liveRestUrl;
        this.restPath = restPath;
        this.maxDepth = maxDepth;
    }

    /** Whether a depth update names the one before it; spot's ids are contiguous instead. */
    boolean chained() {
        return this != SPOT;
    }

    String depthPath() {
        return restPath + "/depth";
    }

    /**
     * The venue's name: {@code BTCUSDT}, dated {@code BTCUSDT_260327}; on COIN-M {@code BTCUSD_PERP}.
     *
     * @throws IllegalArgumentException if no such thing is traded on this market
     */
    String name(Symbol symbol) {
        if (symbol.contract().isEmpty() == chained()) {
            throw new IllegalArgumentException("no symbol of " + venue + ": " + symbol);
        }
        boolean plain = symbol.contract().isEmpty() || this == USDM && symbol.perpetual();
        String pair = symbol.base() + symbol.quote();
        return plain ? pair : pair + "_" + symbol.contract();
    }

    /** The name in streams, {@code btcusdt}. */
    String stream(Symbol symbol) {
        return name(symbol).toLowerCase(Locale.ROOT);
    }
}
