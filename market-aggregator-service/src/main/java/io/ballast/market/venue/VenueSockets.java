// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.net.URI;
import java.time.Duration;

/** Opens client WebSockets. Pings of the peer are answered by Vert.x. */
final class VenueSockets {

    /** What happens on a socket; called on the loop that opened it. */
    interface Events {

        void opened(WebSocket socket);

        /** One whole text or binary message. */
        void message(byte[] bytes);

        /** Anything at all came from the peer. */
        void heard();

        void oversized();

        /** It failed to open, or is closed. May be called more than once. */
        void ended(String cause);
    }

    private final WebSocketClient client;
    private final Duration connectTimeout;
    private final int maxMessageBytes;

    VenueSockets(Vertx vertx, Duration connectTimeout, int maxMessageBytes) {
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                // twice the limit of a message: one that is not much too large is skipped, not fatal
                .setMaxFrameSize((int) Math.min(Integer.MAX_VALUE, 2L * maxMessageBytes))
                .setMaxMessageSize(maxMessageBytes));
        this.connectTimeout = connectTimeout;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Call it on the loop that is to own the socket. */
    void open(String url, Events events) {
        client.connect(options(URI.create(url)))
                .onSuccess(socket -> attach(socket, events))
                .onFailure(failure -> events.ended("cannot connect: " + failure.getMessage()));
    }

    private WebSocketConnectOptions options(URI uri) {
        boolean tls = "wss".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setTimeout(connectTimeout.toMillis());
        return options;
    }

    private void attach(WebSocket socket, Events events) {
        MessageAssembler assembler = new MessageAssembler(maxMessageBytes, events::oversized);
        socket.frameHandler(frame -> frame(frame, assembler, events));
        socket.pongHandler(pong -> events.heard());
        socket.exceptionHandler(failure -> {
            if (failure instanceof CorruptedWebSocketFrameException corrupted
                    && WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(corrupted.closeStatus())) {
                events.oversized(); // the rest of that frame cannot be told from the next one: Netty closes
            }
            events.ended("socket failed: " + failure.getMessage());
        });
        socket.closeHandler(closed -> events.ended("closed by the venue: code=" + socket.closeStatusCode()));
        events.opened(socket);
    }

    private static void frame(WebSocketFrame frame, MessageAssembler assembler, Events events) {
        events.heard();
        if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            Buffer fragment = frame.binaryData();
            assembler.add(fragment, frame.isFinal()).ifPresent(events::message);
        }
    }
}
