// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.protocol.VenueProtocol.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a WebSocket URL asks for: {@code /stream?streams=a/b} with frames that name their stream, or {@code /ws/a/b}
 * with bare ones; either also without streams, to be subscribed to later.
 */
record Endpoint(boolean combined, List<String> streams) {

    Endpoint {
        streams = List.copyOf(streams);
    }

    static Optional<Endpoint> of(Request request) {
        String path = request.path();
        if (path.equals("/stream")) {
            return Optional.of(new Endpoint(true, names(request.parameter("streams"))));
        }
        if (path.equals("/ws") || path.startsWith("/ws/")) {
            return Optional.of(new Endpoint(false, names(path.substring("/ws".length()))));
        }
        return Optional.empty();
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
