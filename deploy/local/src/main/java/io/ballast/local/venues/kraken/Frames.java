// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.kraken;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Trade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Frames as Kraken writes them: decimals as JSON numbers with all their zeros, times in microseconds. */
final class Frames {

    static final String HEARTBEAT = "{\"channel\":\"heartbeat\"}";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Frames() {}

    /** Says {@code snapshot} or {@code update}. */
    enum Kind {
        SNAPSHOT("snapshot"),
        UPDATE("update");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static String timestamp(Instant at) {
        return MICROSECONDS.format(at);
    }

    /** @param connectionId unsigned: real ones exceed 2^63 */
    static String status(long connectionId) {
        return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"online\","
                + "\"api_version\":\"v2\",\"connection_id\":" + Long.toUnsignedString(connectionId) + "}]}";
    }

    /** Levels are price to quantity, in the order to be sent; quantity 0 takes a level away. */
    static String book(
            Kind kind,
            Instrument instrument,
            Iterable<Map.Entry<Long, Long>> bids,
            Iterable<Map.Entry<Long, Long>> asks,
            long checksum,
            Instant now) {
        return "{\"channel\":\"book\",\"type\":\"" + kind.text + "\",\"data\":[{\"symbol\":\"" + instrument.symbol()
                + "\",\"bids\":" + levels(instrument, bids) + ",\"asks\":" + levels(instrument, asks)
                + ",\"checksum\":" + checksum + ",\"timestamp\":\"" + timestamp(now) + "\"}]}";
    }

    static String trades(Kind kind, Instrument instrument, List<Trade> trades) {
        Function<Trade, String> entry = trade -> "{\"symbol\":\"" + instrument.symbol() + "\",\"side\":\""
                + (trade.takerBuys() ? "buy" : "sell") + "\",\"price\":" + price(instrument, trade.price())
                + ",\"qty\":" + quantity(instrument, trade.quantity()) + ",\"ord_type\":\"market\",\"trade_id\":"
                + trade.id() + ",\"timestamp\":\"" + timestamp(trade.at()) + "\"}";
        return "{\"channel\":\"trade\",\"type\":\"" + kind.text + "\",\"data\":["
                + trades.stream().map(entry).collect(Collectors.joining(",")) + "]}";
    }

    private static String levels(Instrument instrument, Iterable<Map.Entry<Long, Long>> levels) {
        StringBuilder text = new StringBuilder("[");
        for (Map.Entry<Long, Long> level : levels) {
            text.append(text.length() == 1 ? "{\"price\":" : ",{\"price\":")
                    .append(price(instrument, level.getKey()))
                    .append(",\"qty\":")
                    .append(quantity(instrument, level.getValue()))
                    .append('}');
        }
        return text.append(']').toString();
    }

    private static String price(Instrument instrument, long ticks) {
        return instrument.price(ticks).toPlainString();
    }

    private static String quantity(Instrument instrument, long units) {
        return instrument.quantity(units).toPlainString();
    }
}
