// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** An SSE client that keeps the lines it gets. */
final class SseClient implements AutoCloseable {

    final List<String> lines = new CopyOnWriteArrayList<>();
    final CompletableFuture<HttpResponse<Void>> response;
    private final HttpClient http = HttpClient.newHttpClient();

    SseClient(int port, String query, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events" + query))
                .headers(headers)
                .build();
        response = http.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines()));
    }

    List<String> values(String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            lines.add("failed");
        }

        @Override
        public void onComplete() {
            lines.add("ended");
        }
    }
}
