// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;

/** Bybit v5: subscribe frames with topics like {@code orderbook.200.BTCUSDT}, which mean another thing per segment. */
final class BybitSubscriptions extends Subscriptions {

    private final boolean linear;

    BybitSubscriptions(boolean linear) {
        this.linear = linear;
    }

    @Override
    boolean concerns(String address) {
        return address.endsWith(linear ? "/linear" : "/spot");
    }

    @Override
    void connected(String address) {
        // The address says the segment and no more: everything is asked for in frames.
    }

    @Override
    void sent(JsonNode frame) {
        if (frame.path("op").asText().equals("subscribe")) {
            frame.path("args").forEach(topic -> topic(topic.asText().split("\\.", -1)));
        }
    }

    private void topic(String[] parts) {
        if (parts.length < 2) {
            return;
        }
        String symbol = BinanceSubscriptions.canonical(parts[parts.length - 1]) + (linear ? "-PERP" : "");
        switch (parts[0]) {
            case "orderbook" -> {
                add(symbol, "book");
                depth(Integer.parseInt(parts[1]));
            }
            case "publicTrade" -> add(symbol, "trades");
            case "tickers" -> add(symbol, linear ? "funding" : "quotes");
            case "kline" -> add(symbol, "candles");
            default -> {}
        }
    }
}
