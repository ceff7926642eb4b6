// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what a recorded client subscribed to, in one venue's protocol. */
abstract sealed class Subscriptions
        permits BinanceSubscriptions, BybitSubscriptions, CoinbaseSubscriptions, KrakenSubscriptions, OkxSubscriptions {

    private final SortedSet<String> symbols = new TreeSet<>();
    private final SortedSet<String> channels = new TreeSet<>();
    private @Nullable Integer depth;

    /** Whether what is said on a connection to that address is about this venue, and not about a neighbour of it. */
    boolean concerns(String address) {
        return true;
    }

    /** The client opened a WebSocket. */
    abstract void connected(String address);

    /** The client sent a text frame. */
    abstract void sent(JsonNode frame);

    final void add(String symbol, String channel) {
        symbols.add(symbol);
        channels.add(channel);
    }

    final void depth(int levels) {
        depth = levels;
    }

    final VenueFeed feed(Venue venue) {
        return new VenueFeed(venue, List.copyOf(symbols), List.copyOf(channels), depth);
    }
}
