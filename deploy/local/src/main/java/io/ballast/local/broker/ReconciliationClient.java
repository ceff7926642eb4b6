// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Pushes one account's reports to reconciliation, as a terminal at the broker would. */
final class ReconciliationClient {

    /** What became of a report, in words that stay the same while nothing changes. */
    sealed interface Outcome {

        record Accepted() implements Outcome {}

        /** An answer other than 202, with the beginning of its body. */
        record Refused(int status, String body) implements Outcome {}

        record Unreachable(String cause) implements Outcome {}
    }

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int ACCEPTED = 202;
    private static final int SHOWN = 300;

    private final HttpClient http;
    private final URI base;
    private final AgentToken token;

    ReconciliationClient(HttpClient http, URI base, AgentToken token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** @param what {@code snapshots} or {@code trades} */
    Outcome push(DemoAccount account, String what, Object body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/accounts/" + account.account() + "/" + what))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token.current())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.write(body)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == ACCEPTED
                    ? new Outcome.Accepted()
                    : new Outcome.Refused(response.statusCode(), beginning(response.body()));
        } catch (IOException e) {
            return new Outcome.Unreachable(e.getClass().getSimpleName());
        }
    }

    private static String beginning(String body) {
        String line = body.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN);
    }
}
