// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.Set;

/** A channel of an instrument, as one text: {@code books:BTC-USDT}. */
final class Topics {

    static final String BOOKS = "books";
    static final String TRADES = "trades";
    static final String MARK_PRICE = "mark-price";
    static final String FUNDING_RATE = "funding-rate";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_SPOT = Set.of(BOOKS, TRADES, "tickers", "books5", "bbo-tbt");
    private static final Set<String> OF_SWAPS = Set.of(MARK_PRICE, FUNDING_RATE);

    private Topics() {}

    static String of(JsonNode argument) {
        return argument.path("channel").asText() + ":" + argument.path("instId").asText();
    }

    static String channel(String topic) {
        return topic.substring(0, topic.indexOf(':'));
    }

    static String instrument(String topic) {
        return topic.substring(topic.indexOf(':') + 1);
    }

    static String argument(String topic) {
        return "{\"channel\":\"" + channel(topic) + "\",\"instId\":\"" + instrument(topic) + "\"}";
    }

    /** Why the venue refuses it, whoever asks. */
    static Optional<String> refusal(String topic, Set<String> instruments) {
        String channel = channel(topic);
        boolean served = OF_SPOT.contains(channel)
                || OF_SWAPS.contains(channel) && instrument(topic).endsWith("-SWAP");
        return served && instruments.contains(instrument(topic))
                ? Optional.empty()
                : Optional.of(
                        "Wrong URL or channel:" + channel + ",instId:" + instrument(topic)
                                + " doesn't exist. Please use the correct URL, channel and parameters referring to API document.");
    }

    /** What a frame is data of, empty for answers. */
    static Optional<String> ofFrame(String frame) {
        try {
            JsonNode content = JSON.readTree(frame);
            return content.has("data") ? Optional.of(of(content.path("arg"))) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
