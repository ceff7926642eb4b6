// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.binance;

import io.ballast.local.venues.capture.Capture;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recorded REST replies by path and symbol, served at any time, byte for byte and whatever limit is asked for. Of
 * several replies to one question the first is kept: it is the one that goes with a recording's beginning.
 */
final class RecordedReplies {

    private static final Pattern SYMBOL = Pattern.compile("(?:^|&)symbol=([^&]*)");

    private record Question(String path, String symbol) {}

    private final Map<Question, String> bodies = new HashMap<>();

    RecordedReplies(List<Capture> captures) {
        for (Capture capture : captures) {
            for (Capture.Reply reply : capture.replies()) {
                URI url = URI.create(reply.url());
                Matcher symbol = SYMBOL.matcher(url.getQuery() == null ? "" : url.getQuery());
                String path = url.getPath().replaceFirst("^/binance[a-z-]*(?=/)", ""); // recorded from this server
                bodies.putIfAbsent(new Question(path, symbol.find() ? symbol.group(1) : ""), reply.body());
            }
        }
    }

    Reply get(Request request) {
        String body = bodies.get(new Question(request.path(), request.parameter("symbol")));
        if (body != null) {
            return new Reply(200, body);
        }
        if (bodies.keySet().stream().noneMatch(known -> known.path().equals(request.path()))) {
            return Replies.unknownPath();
        }
        return request.parameter("symbol").isEmpty() ? Replies.missingSymbol() : Replies.invalidSymbol();
    }
}
