// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.bybit;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Frames as Bybit writes them: decimals as texts, times in milliseconds. */
final class Frames {

    private static final long FUNDING_MILLIS = Duration.ofHours(8).toMillis();

    private Frames() {}

    /** @param levels bids and asks, price to quantity; quantity 0 takes a level away */
    static String book(
            String topic,
            boolean snapshot,
            Instrument instrument,
            Iterable<Map.Entry<Long, Long>> bids,
            Iterable<Map.Entry<Long, Long>> asks,
            long update,
            Instant now) {
        return begin(topic, snapshot, now) + "\"data\":{\"s\":\"" + instrument.symbol() + "\",\"b\":"
                + levels(instrument, bids) + ",\"a\":" + levels(instrument, asks) + ",\"u\":" + update + ",\"seq\":"
                + now.toEpochMilli() + "},\"cts\":" + now.toEpochMilli() + "}";
    }

    static String trades(String topic, Listing listing, Segment segment, Instant now) {
        Instrument instrument = listing.instrument();
        return begin(topic, true, now) + "\"data\":["
                + listing.lastStep().trades().stream()
                        .map(trade -> trade(instrument, segment, trade))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String trade(Instrument instrument, Segment segment, Trade trade) {
        return "{\"T\":" + trade.at().toEpochMilli() + ",\"s\":\"" + instrument.symbol() + "\",\"S\":\""
                + (trade.takerBuys() ? "Buy" : "Sell") + "\",\"v\":\"" + quantity(instrument, trade.quantity())
                + "\",\"p\":\"" + price(instrument, trade.price()) + "\",\"L\":\"PlusTick\",\"i\":\""
                + id(segment, trade) + "\",\"BT\":false,\"RPI\":false,\"seq\":" + trade.id() + "}";
    }

    /** A number for spot, a UUID for contracts. */
    private static String id(Segment segment, Trade trade) {
        String number = "229000000" + trade.id();
        byte[] name = number.getBytes(StandardCharsets.US_ASCII);
        return segment == Segment.SPOT ? number : UUID.nameUUIDFromBytes(name).toString();
    }

    /** Changes leave out what seldom changes. */
    static String ticker(String topic, boolean snapshot, Listing listing, Instant now) {
        Instrument instrument = listing.instrument();
        String bid = price(instrument, listing.book().best(Side.BID));
        String ask = price(instrument, listing.book().best(Side.ASK));
        long next = (now.toEpochMilli() / FUNDING_MILLIS + 1) * FUNDING_MILLIS;
        String funding = ",\"fundingRate\":\"-0.00012500\",\"nextFundingTime\":\"" + next + "\"";
        return begin(topic, snapshot, now) + "\"data\":{\"symbol\":\"" + instrument.symbol() + "\",\"markPrice\":\""
                + bid + "\"" + (snapshot ? funding : "") + ",\"bid1Price\":\"" + bid + "\",\"ask1Price\":\"" + ask
                + "\"},\"cs\":" + now.toEpochMilli() + "}";
    }

    private static String begin(String topic, boolean snapshot, Instant now) {
        return "{\"topic\":\"" + topic + "\",\"type\":\"" + (snapshot ? "snapshot" : "delta") + "\",\"ts\":"
                + now.toEpochMilli() + ",";
    }

    private static String levels(Instrument instrument, Iterable<Map.Entry<Long, Long>> levels) {
        StringBuilder text = new StringBuilder("[");
        for (Map.Entry<Long, Long> level : levels) {
            text.append(text.length() == 1 ? "[\"" : ",[\"")
                    .append(price(instrument, level.getKey()))
                    .append("\",\"")
                    .append(level.getValue() == 0 ? "0" : quantity(instrument, level.getValue()))
                    .append("\"]");
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
