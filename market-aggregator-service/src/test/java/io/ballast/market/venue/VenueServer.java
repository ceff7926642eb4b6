// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A venue on a real socket of this machine; what it says is up to the test. */
public final class VenueServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<ServerWebSocket> open = new CopyOnWriteArrayList<>();
    private volatile Consumer<ServerWebSocket> onOpen = socket -> {};
    private volatile BiConsumer<ServerWebSocket, String> onText = (socket, text) -> {};
    private volatile Consumer<HttpServerRequest> onRequest =
            request -> end(request.response().setStatusCode(404).end());

    public VenueServer() {
        server = vertx.createHttpServer(new HttpServerOptions().setMaxWebSocketFrameSize(1 << 22))
                .requestHandler(this::request);
        await(server.listen(0, "127.0.0.1"));
    }

    public String ws() {
        return "ws://127.0.0.1:" + server.actualPort();
    }

    public String http() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public VenueServer onOpen(Consumer<ServerWebSocket> then) {
        onOpen = then;
        return this;
    }

    public VenueServer onText(BiConsumer<ServerWebSocket, String> then) {
        onText = then;
        return this;
    }

    public VenueServer onRequest(Consumer<HttpServerRequest> then) {
        onRequest = then;
        return this;
    }

    /** Connections open now. */
    public List<ServerWebSocket> open() {
        return List.copyOf(open);
    }

    /** Sends to every open connection. */
    public void say(String text) {
        open.forEach(socket -> say(socket, text));
    }

    public static void say(ServerWebSocket socket, String text) {
        end(socket.writeTextMessage(text));
    }

    public static void reply(HttpServerRequest request, String body) {
        reply(request.response(), body);
    }

    public static void reply(HttpServerResponse response, String body) {
        end(response.end(Buffer.buffer(body)));
    }

    /** Ends every connection without a word of farewell. */
    public void cut() {
        open.forEach(socket -> end(socket.close((short) 1001)));
    }

    /** Upgrades by hand: where Quarkus runs in the same JVM, Vert.x servers no longer do so by themselves. */
    private void request(HttpServerRequest request) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            end(request.toWebSocket().onSuccess(this::accept));
        } else {
            onRequest.accept(request);
        }
    }

    private void accept(ServerWebSocket socket) {
        open.add(socket);
        socket.closeHandler(closed -> open.remove(socket));
        socket.textMessageHandler(text -> onText.accept(socket, text));
        onOpen.accept(socket);
    }

    private static void end(Future<?> sent) {
        sent.onFailure(failure -> {}); // whoever is gone hears nothing
    }

    private static <T> void await(Future<T> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
