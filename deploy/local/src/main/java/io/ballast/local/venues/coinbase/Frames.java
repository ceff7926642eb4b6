// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.coinbase;

import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.SimulatedBook.Change;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.simulation.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Messages as Coinbase writes them: decimals as text without trailing zeros. Their number is given when sent. */
final class Frames {

    private Frames() {}

    static String of(String channel, Instant now, String event) {
        return "{\"channel\":\"" + channel + "\",\"timestamp\":\"" + now + "\",\"sequence_num\":0,\"events\":[" + event
                + "]}";
    }

    static String error(String message) {
        return "{\"type\":\"error\",\"message\":\"" + message + "\"}";
    }

    static String subscriptions(Instant now, Map<String, Set<String>> standing) {
        String channels = new TreeMap<>(standing)
                .entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":["
                                + entry.getValue().stream()
                                        .map(product -> "\"" + product + "\"")
                                        .collect(Collectors.joining(","))
                                + "]")
                        .collect(Collectors.joining(","));
        return of("subscriptions", now, "{\"subscriptions\":{" + channels + "}}");
    }

    static String heartbeat(Instant now, long counter) {
        return of("heartbeats", now, "{\"current_time\":\"" + now + "\",\"heartbeat_counter\":" + counter + "}");
    }

    static String book(String type, Instrument instrument, Collection<Change> changes, Instant now) {
        String updates = changes.stream()
                .map(change -> "{\"side\":\"" + (change.side() == Side.BID ? "bid" : "offer") + "\",\"event_time\":\""
                        + now
                        + "\",\"price_level\":\"" + text(instrument.price(change.price())) + "\",\"new_quantity\":\""
                        + text(instrument.quantity(change.quantity())) + "\"}")
                .collect(Collectors.joining(","));
        return of(
                "l2_data",
                now,
                "{\"type\":\"" + type + "\",\"product_id\":\"" + instrument.symbol() + "\",\"updates\":[" + updates
                        + "]}");
    }

    /** Newest first, with the side of the maker, who was met. */
    static String trades(String type, Instrument instrument, List<Trade> oldestFirst, Instant now) {
        String trades = oldestFirst.reversed().stream()
                .map(trade -> "{\"product_id\":\"" + instrument.symbol() + "\",\"trade_id\":\"" + trade.id()
                        + "\",\"price\":\"" + text(instrument.price(trade.price())) + "\",\"size\":\""
                        + text(instrument.quantity(trade.quantity())) + "\",\"time\":\"" + trade.at()
                        + "\",\"side\":\"" + (trade.takerBuys() ? "SELL" : "BUY") + "\"}")
                .collect(Collectors.joining(","));
        return of("market_trades", now, "{\"type\":\"" + type + "\",\"trades\":[" + trades + "]}");
    }

    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
