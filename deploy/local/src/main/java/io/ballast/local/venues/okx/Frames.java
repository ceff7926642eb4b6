// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.okx;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.Listing;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Frames as OKX writes them: everything is text but the book's numbers, decimals without trailing zeros. */
final class Frames {

    private static final long FUNDING_MILLIS = Duration.ofHours(8).toMillis();

    private Frames() {}

    /** A book's numbers: the message before it, its own, and the checksum of what it leads to. */
    record Numbers(long previous, long sequence, int checksum) {}

    static String book(
            String topic,
            String action,
            Instrument instrument,
            Iterable<Map.Entry<Long, Long>> bids,
            Iterable<Map.Entry<Long, Long>> asks,
            Numbers numbers,
            Instant now) {
        return "{\"arg\":" + Topics.argument(topic) + ",\"action\":\"" + action + "\",\"data\":[{\"asks\":"
                + levels(instrument, asks) + ",\"bids\":" + levels(instrument, bids) + ",\"ts\":\""
                + now.toEpochMilli() + "\",\"checksum\":" + numbers.checksum() + ",\"seqId\":" + numbers.sequence()
                + ",\"prevSeqId\":" + numbers.previous() + "}]}";
    }

    static String trades(String topic, Instrument instrument, List<Trade> trades) {
        return data(
                topic,
                trades.stream()
                        .map(trade -> "{\"instId\":\"" + instrument.symbol() + "\",\"tradeId\":\"" + trade.id()
                                + "\",\"px\":\"" + price(instrument, trade.price()) + "\",\"sz\":\""
                                + quantity(instrument, trade.quantity()) + "\",\"side\":\""
                                + (trade.takerBuys() ? "buy" : "sell") + "\",\"ts\":\""
                                + trade.at().toEpochMilli() + "\",\"count\":\"1\"}")
                        .collect(Collectors.joining(",")));
    }

    static String markPrice(String topic, Listing listing, Instant now) {
        Instrument instrument = listing.instrument();
        return data(
                topic,
                "{\"instType\":\"SWAP\",\"instId\":\"" + instrument.symbol() + "\",\"markPx\":\""
                        + price(instrument, listing.book().best(Side.BID)) + "\",\"ts\":\"" + now.toEpochMilli()
                        + "\"}");
    }

    static String fundingRate(String topic, Listing listing, Instant now) {
        long next = (now.toEpochMilli() / FUNDING_MILLIS + 1) * FUNDING_MILLIS;
        return data(
                topic,
                "{\"instType\":\"SWAP\",\"instId\":\"" + listing.instrument().symbol()
                        + "\",\"fundingRate\":\"0.0001515\",\"fundingTime\":\"" + next + "\",\"nextFundingRate\":\"\","
                        + "\"nextFundingTime\":\"" + (next + FUNDING_MILLIS) + "\",\"ts\":\"" + now.toEpochMilli()
                        + "\"}");
    }

    private static String data(String topic, String entries) {
        return "{\"arg\":" + Topics.argument(topic) + ",\"data\":[" + entries + "]}";
    }

    private static String levels(Instrument instrument, Iterable<Map.Entry<Long, Long>> levels) {
        StringBuilder text = new StringBuilder("[");
        for (Map.Entry<Long, Long> level : levels) {
            boolean gone = level.getValue() == 0;
            text.append(text.length() == 1 ? "[\"" : ",[\"")
                    .append(price(instrument, level.getKey()))
                    .append("\",\"")
                    .append(gone ? "0" : quantity(instrument, level.getValue()))
                    .append(gone ? "\",\"0\",\"0\"]" : "\",\"0\",\"1\"]");
        }
        return text.append(']').toString();
    }

    static String price(Instrument instrument, long ticks) {
        return instrument.price(ticks).stripTrailingZeros().toPlainString();
    }

    static String quantity(Instrument instrument, long units) {
        return instrument.quantity(units).stripTrailingZeros().toPlainString();
    }
}
