// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Kraken v2: subscribe frames with a channel and symbols like {@code BTC/USD}. */
final class KrakenSubscriptions extends Subscriptions {

    private static final Map<String, String> CHANNELS =
            Map.of("book", "book", "trade", "trades", "ticker", "quotes", "ohlc", "candles");
    private static final Map<String, String> RENAMED = Map.of("XBT", "BTC", "XDG", "DOGE");

    @Override
    void connected(String address) {
        // The address says nothing here: everything is asked for in frames.
    }

    @Override
    void sent(JsonNode frame) {
        JsonNode wanted = frame.path("params");
        String channel = CHANNELS.get(wanted.path("channel").asText());
        if (!frame.path("method").asText().equals("subscribe") || channel == null) {
            return;
        }
        wanted.path("symbol").forEach(symbol -> add(canonical(symbol.asText()), channel));
        if (channel.equals("book") && wanted.path("depth").isInt()) {
            depth(wanted.path("depth").asInt());
        }
    }

    static String canonical(String venueSymbol) {
        String[] assets = venueSymbol.split("/", 2);
        for (int i = 0; i < assets.length; i++) {
            assets[i] = RENAMED.getOrDefault(assets[i], assets[i]);
        }
        return String.join("-", assets);
    }
}
