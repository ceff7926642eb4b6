// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.testing.ManualVenueTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A venues server on a free port, whose time the test holds, and clients of it over real sockets. */
final class ServedVenues implements AutoCloseable {

    /** What one client was sent. */
    static final class Client {

        private final List<String> frames = new CopyOnWriteArrayList<>();
        private final AtomicInteger closeCode = new AtomicInteger();
        private final ClientWebSocket socket;

        private Client(ClientWebSocket socket) {
            this.socket = socket;
        }

        void send(String text) {
            await(socket.writeTextMessage(text));
        }

        void pause() {
            socket.pause();
        }

        void resume() {
            socket.resume();
        }

        List<String> frames() {
            return frames;
        }

        /** Without what a venue says live. */
        List<String> data() {
            return frames.stream()
                    .filter(frame -> !frame.startsWith("{\"channel\":\"heartbeat\"")
                            && !frame.startsWith("{\"channel\":\"status\"")
                            && !frame.startsWith("{\"method\"")
                            && !frame.startsWith("{\"result\"")
                            && !frame.startsWith("{\"success\"")
                            && !frame.startsWith("{\"event\""))
                    .toList();
        }

        /** What the server closed with, 0 while it has not. */
        int closeCode() {
            return closeCode.get();
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final WebSocketClient sockets = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(16 << 20).setMaxMessageSize(16 << 20));
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManualVenueTime time;
    private final VenuesServer server;
    private @Nullable Context loop;

    ServedVenues(ManualVenueTime time, List<VenueProtocol> venues) {
        this.time = time;
        this.server = new VenuesServer("127.0.0.1", 0, venues, () -> loop = vertx.getOrCreateContext());
        await(vertx.deployVerticle(server));
    }

    /** Lets the server's time pass, on its event loop; returns when all that fell due has been done. */
    void advance(Duration duration) {
        Promise<Void> done = Promise.promise();
        requireNonNull(loop).runOnContext(now -> {
            time.advance(duration);
            done.complete();
        });
        await(done.future());
    }

    Client connect(String path) {
        Client client = new Client(sockets.webSocket());
        client.socket.textMessageHandler(client.frames::add);
        client.socket.closeHandler(closed -> client.closeCode.set(requireNonNull(client.socket.closeStatusCode())));
        await(client.socket.connect(server.port(), "127.0.0.1", path));
        return client;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        await(vertx.close());
        http.close();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("did not come about: " + e, e);
        }
    }
}
