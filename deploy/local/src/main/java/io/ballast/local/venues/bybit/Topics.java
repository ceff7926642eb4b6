// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.Set;

/** Names such as {@code orderbook.200.BTCUSDT}: a channel, mostly something about it, and a symbol. */
final class Topics {

    static final String BOOK = "orderbook";
    static final String TRADES = "publicTrade";
    static final String TICKER = "tickers";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<Integer> DEPTHS = Set.of(1, 50, 200, 1000);
    private static final Set<String> SILENT = Set.of("kline", "allLiquidation");

    private Topics() {}

    static String channel(String topic) {
        int point = topic.indexOf('.');
        return point < 0 ? "" : topic.substring(0, point);
    }

    static String symbol(String topic) {
        return topic.substring(topic.lastIndexOf('.') + 1);
    }

    /** Levels a side, 0 for what is no book of a depth that the venue has. */
    static int depth(String topic) {
        String[] parts = topic.split("\\.", -1);
        boolean book = parts.length == 3 && parts[0].equals(BOOK) && parts[1].matches("\\d{1,4}");
        int depth = book ? Integer.parseInt(parts[1]) : 0;
        return DEPTHS.contains(depth) ? depth : 0;
    }

    /** Why the venue refuses it, whoever asks. */
    static Optional<String> refusal(String topic, Set<String> symbols) {
        boolean served =
                switch (channel(topic)) {
                    case BOOK -> depth(topic) > 0;
                    case TRADES, TICKER -> true;
                    case String other -> SILENT.contains(other);
                };
        return served && symbols.contains(symbol(topic))
                ? Optional.empty()
                : Optional.of("error:handler not found,topic:" + topic);
    }

    /** What a frame is data of, empty for answers. */
    static Optional<String> of(String frame) {
        try {
            return Optional.ofNullable(JSON.readTree(frame).path("topic").textValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
