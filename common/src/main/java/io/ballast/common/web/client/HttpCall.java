// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One call of an outside API.
 *
 * @param headers sent as they are; credentials belong here, never into the address
 * @param body empty for none
 * @param timeLimit from connecting to the last byte of the answer
 * @param maxBytes longest answer that is read
 */
public record HttpCall(
        HttpMethod method, URI uri, Map<String, String> headers, byte[] body, Duration timeLimit, int maxBytes) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BYTES = 8 << 20;

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** With the limits that most calls have: 30 s and 8 MiB. */
    public static HttpCall get(URI uri) {
        return new HttpCall(HttpMethod.GET, uri, Map.of(), new byte[0], LIMIT, BYTES);
    }

    /** As {@link #get}, with a JSON body. */
    public static HttpCall post(URI uri, byte[] json) {
        return new HttpCall(HttpMethod.POST, uri, Map.of("Content-Type", "application/json"), json, LIMIT, BYTES);
    }

    /** The same call with these headers besides. */
    public HttpCall with(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putAll(more);
        return new HttpCall(method, uri, all, body, timeLimit, maxBytes);
    }

    /** The same call within these limits. */
    public HttpCall within(Duration limit, int bytes) {
        return new HttpCall(method, uri, headers, body, limit, bytes);
    }

    /** Without headers, body and query, which may hold credentials. */
    @Override
    public String toString() {
        return method + " " + uri.getHost() + uri.getPath();
    }
}
