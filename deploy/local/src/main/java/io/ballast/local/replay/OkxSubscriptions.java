// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;

/** OKX v5: subscribe frames with channels and instruments like {@code BTC-USDT-SWAP}. */
final class OkxSubscriptions extends Subscriptions {

    @Override
    void connected(String address) {
        // The address says nothing here: everything is asked for in frames.
    }

    @Override
    void sent(JsonNode frame) {
        if (frame.path("op").asText().equals("subscribe")) {
            frame.path("args")
                    .forEach(topic -> topic(
                            topic.path("channel").asText(),
                            canonical(topic.path("instId").asText())));
        }
    }

    private void topic(String channel, String symbol) {
        switch (channel) {
            case "books" -> add(symbol, "book");
            case "books5" -> book(symbol, 5);
            case "bbo-tbt" -> book(symbol, 1);
            case "trades" -> add(symbol, "trades");
            case "tickers" -> add(symbol, "quotes");
            case "mark-price", "funding-rate" -> add(symbol, "funding");
            default -> {}
        }
    }

    private void book(String symbol, int levels) {
        add(symbol, "book");
        depth(levels);
    }

    static String canonical(String instrument) {
        return instrument.endsWith("-SWAP")
                ? instrument.substring(0, instrument.length() - "-SWAP".length()) + "-PERP"
                : instrument;
    }
}
