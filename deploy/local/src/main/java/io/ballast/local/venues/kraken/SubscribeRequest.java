// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The parameters of {@code subscribe} and {@code unsubscribe}: one channel and any number of symbols. */
record SubscribeRequest(String channel, List<String> symbols, int depth, boolean snapshot) {

    private static final int DEFAULT_DEPTH = 10;

    SubscribeRequest {
        symbols = List.copyOf(symbols);
    }

    static SubscribeRequest of(JsonNode params) {
        List<String> symbols = new ArrayList<>();
        params.path("symbol").forEach(symbol -> symbols.add(symbol.asText()));
        return new SubscribeRequest(
                params.path("channel").asText(),
                symbols,
                params.path("depth").asInt(DEFAULT_DEPTH),
                params.path("snapshot").asBoolean(true));
    }

    List<Subscription> subscriptions() {
        return symbols.stream()
                .map(symbol -> new Subscription(new Topic(channel, symbol), depth, snapshot))
                .toList();
    }
}
