// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.protocol.VenueProtocol.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a WebSocket URL asks for: {@code /stream?streams=a/b} with frames that name their stream, or {@code /ws/a/b}
 * with bare ones; either also without streams, to be subscribed to later. Futures serve them under two paths more.
 */
record Endpoint(Route route, boolean combined, List<String> streams) {

    /** Which streams an address serves; the others are acknowledged there and stay silent. */
    enum Route {
        ALL,
        /** Order books, best bid and offer, single trades. */
        PUBLIC,
        /** Everything else. */
        MARKET
    }

    Endpoint {
        streams = List.copyOf(streams);
    }

    static Optional<Endpoint> of(Market market, Request request) {
        String path = request.path();
        Route route = route(market, path);
        if (market.futures() && (path.startsWith("/public/") || path.startsWith("/market/"))) {
            path = path.substring("/public".length());
        }
        if (path.equals("/stream")) {
            return Optional.of(new Endpoint(route, true, names(request.parameter("streams"))));
        }
        if (path.equals("/ws") || path.startsWith("/ws/")) {
            return Optional.of(new Endpoint(route, false, names(path.substring("/ws".length()))));
        }
        return Optional.empty();
    }

    private static Route route(Market market, String path) {
        if (market.futures() && path.startsWith("/market/")) {
            return Route.MARKET;
        }
        // since April 2026 the old path of USD-M acknowledges all streams and sends no more than the new public one
        boolean books = market == Market.USDM || market.futures() && path.startsWith("/public/");
        return books ? Route.PUBLIC : Route.ALL;
    }

    /** Whether a stream is served at this address. */
    boolean serves(String stream) {
        String type = stream.substring(stream.indexOf('@') + 1);
        boolean book = type.startsWith("depth") || type.equals("bookTicker") || type.equals("trade");
        return switch (route) {
            case ALL -> true;
            case PUBLIC -> book;
            case MARKET -> !book;
        };
    }

    /** The symbol of a stream, in lower case as streams write it. */
    static String symbol(String stream) {
        int at = stream.indexOf('@');
        return at < 0 ? stream : stream.substring(0, at);
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList();
    }
}
