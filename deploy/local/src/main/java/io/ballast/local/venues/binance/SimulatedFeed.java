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

    private final Market market;
    private final VenueTime time;
    private final Map<String, SimulatedStreams> symbols = new LinkedHashMap<>();
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    SimulatedFeed(Market market, SimulatedMarket simulated, VenueTime time) {
        this.market = market;
        this.time = time;
        for (Instrument instrument : market.instruments) {
            symbols.put(instrument.symbol(), new SimulatedStreams(market, simulated.list(instrument)));
        }
        simulated.afterEachStep(this::stepped);
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
    public Subscriber join(Connection client, Endpoint endpoint) {
        Viewer viewer = new Viewer(client, endpoint);
        viewers.add(viewer);
        return viewer;
    }

    @Override
    public Reply get(Request request) {
        if (!request.path().startsWith(market.restPath + "/")) {
            return Replies.unknownPath();
        }
        return switch (request.path().substring(market.restPath.length())) {
            case "/ping" -> new Reply(200, "{}");
            case "/time" -> new Reply(200, "{\"serverTime\":" + time.now().toEpochMilli() + "}");
            case "/exchangeInfo" -> exchangeInfo(request.parameter("symbol"));
            case "/depth" -> depth(request.parameter("symbol"), request.parameter("limit"));
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
        int levels = limit.isEmpty()
                ? DEFAULT_LIMIT
                : Math.clamp(Integer.parseInt(limit), 1, market.futures() ? 1_000 : LARGEST_LIMIT);
        return new Reply(200, streams.payloads().depthSnapshot(levels, time.now()));
    }

    private final class Viewer implements Subscriber {

        private final Connection client;
        private final Endpoint endpoint;
        private final Set<String> streams = new HashSet<>();

        Viewer(Connection client, Endpoint endpoint) {
            this.client = client;
            this.endpoint = endpoint;
        }

        void offer(String stream, String data) {
            if (streams.contains(stream) && endpoint.serves(stream)) {
                client.offer(endpoint.combined() ? "{\"stream\":\"" + stream + "\",\"data\":" + data + "}" : data);
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
