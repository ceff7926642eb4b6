// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.client;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an API answered where it, and not this call, was in order: any status below 500 but "slow down".
 *
 * @param headers by name, in any case; of a repeated one the first
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    public HttpAnswer {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** Whether the status is 2xx. */
    public boolean ok() {
        return status / 100 == 2;
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + ", bytes=" + body.length + "]";
    }
}
