// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import static java.util.stream.Collectors.joining;

import io.ballast.local.venues.protocol.VenueProtocol.Connection;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueTime;
import io.ballast.local.venues.simulation.Instrument;
import io.ballast.local.venues.simulation.SimulatedMarket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the simulated market. Streams that do not exist are acknowledged and stay silent, as they do at the venue. */
final class SimulatedFeed implements Feed {

    private static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 5_000;

    private static final List<Instrument> INSTRUMENTS = List.of(
            new Instrument("BTCUSDT", "BTC", "USDT", 2, 5),
            new Instrument("ETHUSDT", "ETH", "USDT", 2, 4),
            new Instrument("SOLUSDT", "SOL", "USDT", 2, 3));

    private final VenueTime time;
    private final Map<String, SimulatedStreams> symbols = new LinkedHashMap<>();
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    SimulatedFeed(SimulatedMarket market, VenueTime time) {
        this.time = time;
        for (Instrument instrument : INSTRUMENTS) {
            symbols.put(instrument.symbol(), new SimulatedStreams(market.list(instrument)));
        }
        market.afterEachStep(this::stepped);
    }

    private void stepped() {
        for (SimulatedStreams streams : symbols.values()) {
            streams.stepped(time.now(), this::publish);
        }
    }

    private void publish(String stream, String data) {
        // A copy, because cutting a client that is too slow may end its membership at once.
        for (Viewer viewer : List.copyOf(viewers)) {
            viewer.offer(stream, data);
        }
    }

    @Override
    public Subscriber join(Connection client, boolean combined) {
        Viewer viewer = new Viewer(client, combined);
        viewers.add(viewer);
        return viewer;
    }

    @Override
    public Reply get(Request request) {
        return switch (request.path()) {
            case "/api/v3/ping" -> new Reply(200, "{}");
            case "/api/v3/time" ->
                new Reply(200, "{\"serverTime\":" + time.now().toEpochMilli() + "}");
            case "/api/v3/exchangeInfo" -> exchangeInfo(request.parameter("symbol"));
            case "/api/v3/depth" -> depth(request.parameter("symbol"), request.parameter("limit"));
            default -> Replies.unknownPath();
        };
    }

    private Reply exchangeInfo(String symbol) {
        if (!symbol.isEmpty() && !symbols.containsKey(symbol)) {
            return Replies.invalidSymbol();
        }
        String listed = symbols.entrySet().stream()
                .filter(entry -> symbol.isEmpty() || entry.getKey().equals(symbol))
                .map(entry -> entry.getValue().payloads().exchangeInfo())
                .collect(joining(","));
        return new Reply(
                200,
                "{\"timezone\":\"UTC\",\"serverTime\":" + time.now().toEpochMilli() + ",\"symbols\":[" + listed + "]}");
    }

    private Reply depth(String symbol, String limit) {
        if (symbol.isEmpty()) {
            return Replies.missingSymbol();
        }
        @Nullable SimulatedStreams streams = symbols.get(symbol);
        if (streams == null) {
            return Replies.invalidSymbol();
        }
        if (!limit.matches("[0-9]{0,9}")) {
            return Replies.illegalLimit();
        }
        int levels = limit.isEmpty() ? DEFAULT_LIMIT : Math.clamp(Integer.parseInt(limit), 1, LARGEST_LIMIT);
        return new Reply(200, streams.payloads().depthSnapshot(levels));
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final boolean combined;
        private final Set<String> streams = new HashSet<>();

        Viewer(Connection client, boolean combined) {
            this.client = client;
            this.combined = combined;
        }

        void offer(String stream, String data) {
            if (streams.contains(stream)) {
                client.offer(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + data + "}" : data);
            }
        }

        @Override
        public void subscribed(Set<String> added) {
            streams.addAll(added);
        }

        @Override
        public void unsubscribed(Set<String> removed) {
            streams.removeAll(removed);
        }

        @Override
        public void closed() {
            viewers.remove(this);
        }
    }
}
