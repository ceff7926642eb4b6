// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.local.process.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What one service said of itself, or why it said nothing.
 *
 * @param error null where it answered
 * @param recommendation what to do about a service that does not answer
 */
record ServiceAnswer(
        Member service,
        String url,
        @Nullable JsonNode diagnosis,
        @Nullable String error,
        @Nullable String recommendation) {

    private static final int LIMIT_MILLIS = 3000;

    static ServiceAnswer ask(Member service, int port, boolean running, String token) {
        String url = "http://127.0.0.1:" + port;
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/api/diagnostics").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                return refused(service, url, status);
            }
            try (InputStream body = connection.getInputStream()) {
                return new ServiceAnswer(service, url, new JsonMapper().readTree(body), null, null);
            }
        } catch (SocketTimeoutException e) {
            return silent(service, url, "no answer within " + LIMIT_MILLIS / 1000 + " s", frozen(service));
        } catch (IOException e) {
            return silent(service, url, String.valueOf(e.getMessage()), running ? early(service) : stopped(service));
        }
    }

    private static ServiceAnswer refused(Member service, String url, int status) {
        boolean token = status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN;
        return silent(
                service,
                url,
                "HTTP " + status,
                token
                        ? "it trusts another key than this folder's: was it started from elsewhere (BALLAST_LOCAL_HOME)?"
                        : "look at its log: logs/" + service.id() + ".log");
    }

    private static ServiceAnswer silent(Member service, String url, String error, String recommendation) {
        return new ServiceAnswer(service, url, null, error, recommendation);
    }

    private static String stopped(Member service) {
        return "it does not run: ./ballast start " + service.id() + " (its log's end says why it ended)";
    }

    private static String early(Member service) {
        return "its process lives and does not listen: it starts, or failed to; look at logs/" + service.id() + ".log";
    }

    private static String frozen(Member service) {
        return "its process takes connections and says nothing: is it stopped (kill -CONT), or out of memory? take jstack"
                + " of it, then ./ballast kill " + service.id() + "; ./ballast start " + service.id();
    }

    boolean healthy() {
        return diagnosis != null && diagnosis.path("status").asText().equals("ok");
    }
}
