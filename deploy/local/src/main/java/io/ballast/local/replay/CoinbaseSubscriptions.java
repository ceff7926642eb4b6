// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Coinbase Advanced Trade: subscribe frames with a channel and products like {@code BTC-USD}. */
final class CoinbaseSubscriptions extends Subscriptions {

    private static final Map<String, String> CHANNELS =
            Map.of("level2", "book", "market_trades", "trades", "ticker", "quotes", "candles", "candles");

    @Override
    void connected(String address) {
        // The address says nothing here: everything is asked for in frames.
    }

    @Override
    void sent(JsonNode frame) {
        String channel = CHANNELS.get(frame.path("channel").asText());
        if (frame.path("type").asText().equals("subscribe") && channel != null) {
            frame.path("product_ids").forEach(product -> add(product.asText(), channel));
        }
    }
}
