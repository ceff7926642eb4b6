// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a WebSocket's address; the first of a name counts. */
record QueryString(Map<String, String> parameters) {

    static QueryString of(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new QueryString(parameters);
    }

    /** What cannot be decoded is passed on as it is, to be refused by whoever reads it. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    @Nullable
    String value(String name) {
        return parameters.get(name);
    }
}
