// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client of the bridge, by WebSocket or by server-sent events, that keeps every event it got. */
public final class PushClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private PushClient() {}

    public static PushClient webSocket(String bridge, String query, String token) {
        PushClient push = new PushClient();
        push.client
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create(bridge.replaceFirst("^http", "ws") + "/ws/events?" + query),
                        new Texts(push::received))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return push;
    }

    public static PushClient serverSentEvents(String bridge, String query, String token) {
        PushClient push = new PushClient();
        CompletableFuture<HttpResponse<Void>> answer = push.client.sendAsync(
                HttpRequest.newBuilder(URI.create(bridge + "/events?" + query))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(line -> {
                    if (line.startsWith("data:")) {
                        push.received(line.substring("data:".length()).strip());
                    }
                })));
        if (answer.isCompletedExceptionally()) {
            throw new AssertionError("no connection to the bridge");
        }
        return push;
    }

    /** Every event of the catalogue received so far; control messages of the connection itself are left out. */
    public List<JsonNode> events() {
        return events.stream()
                .filter(e -> !e.path("type").asText().startsWith("ballast."))
                .toList();
    }

    private void received(String text) {
        try {
            events.add(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private record Texts(Consumer<String> sink, StringBuilder part) implements WebSocket.Listener {

        Texts(Consumer<String> sink) {
            this(sink, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                sink.accept(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private record Lines(Consumer<String> sink) implements java.util.concurrent.Flow.Subscriber<String> {

        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            sink.accept(line);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
