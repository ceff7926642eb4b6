// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it gets. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    /** A client that stalls takes nothing, until it does again. */
    volatile boolean stalled;

    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private SocketClient(WebSocket.Builder builder, URI uri) {
        this.socket = builder.buildAsync(uri, this).join();
    }

    /** Connects, and waits until the first heartbeat or message shows that the subscription stands. */
    static SocketClient open(int port, String token, String query) {
        SocketClient client = connect(port, token, query);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(client.messages).isNotEmpty());
        return client;
    }

    static SocketClient connect(int port, String token, String query) {
        return new SocketClient(
                HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + token),
                uri(port, query));
    }

    /** As a browser does: without a header. */
    static SocketClient withTicket(int port, String ticket, String query) {
        return new SocketClient(
                HttpClient.newHttpClient().newWebSocketBuilder(), uri(port, "?ticket=" + ticket + query));
    }

    static SocketClient withProtocols(int port, String first, String second) {
        return new SocketClient(
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(first, second), uri(port, ""));
    }

    private static URI uri(int port, String query) {
        return URI.create("ws://127.0.0.1:" + port + "/ws/events" + query);
    }

    List<JsonNode> events() {
        return messages.stream().filter(message -> message.has("specversion")).toList();
    }

    List<String> ids() {
        return events().stream().map(event -> event.get("id").asText()).toList();
    }

    List<JsonNode> ofType(String type) {
        return messages.stream()
                .filter(message -> message.get("type").asText().equals(type))
                .toList();
    }

    String lastEventCursor() {
        return events().getLast().get("cursor").asText();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(partial.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        if (!stalled) {
            from.request(1);
        }
        return null;
    }

    void goOn() {
        stalled = false;
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
