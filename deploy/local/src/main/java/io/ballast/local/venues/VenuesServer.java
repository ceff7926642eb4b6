// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues;

import io.ballast.local.venues.protocol.VenueProtocol;
import io.ballast.local.venues.protocol.VenueProtocol.Reply;
import io.ballast.local.venues.protocol.VenueProtocol.Request;
import io.ballast.local.venues.protocol.VenueProtocol.Session;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves venue protocols over HTTP and WebSocket on one port, each under its prefix, and {@code GET /ready}. Deployed
 * as one instance: then all connections and timers share its event loop.
 */
final class VenuesServer extends AbstractVerticle {

    /** Snapshots of one frame are up to 5 MB at some venues. */
    private static final int LARGEST_FRAME = 16 << 20;
    /** Binance's URLs name up to 1024 streams. */
    private static final int LONGEST_URL = 64 << 10;

    private final String host;
    private final int port;
    private final List<VenueProtocol> venues;
    private final Runnable begin;
    private @Nullable HttpServer server;

    /**
     * @param port 0 for any free one
     * @param begin run on the event loop once connections can come
     */
    VenuesServer(String host, int port, List<VenueProtocol> venues, Runnable begin) {
        this.host = host;
        this.port = port;
        this.venues = List.copyOf(venues);
        this.begin = begin;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(
                        false) // no venue has it, and a client that tries the upgrade may trip over it
                .setMaxWebSocketFrameSize(LARGEST_FRAME)
                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                .setMaxInitialLineLength(LONGEST_URL)
                .setPerMessageWebSocketCompressionSupported(false);
        server = vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .webSocketHandshakeHandler(this::shake)
                .webSocketHandler(this::open)
                .exceptionHandler(failure -> {}); // a client that breaks HTTP harms only itself
        server.listen(SocketAddress.inetSocketAddress(port, host))
                .<Void>mapEmpty()
                .onSuccess(listening -> begin.run())
                .onComplete(started);
    }

    /** The port listened on. */
    int port() {
        return server == null ? port : server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        Reply reply = HttpMethod.GET.equals(request.method())
                ? reply(request)
                : new Reply(405, "{\"error\":\"method not allowed\"}");
        request.response()
                .setStatusCode(reply.status())
                .putHeader("content-type", "application/json;charset=UTF-8")
                .end(reply.body());
    }

    private Reply reply(HttpServerRequest request) {
        if ("/ready".equals(request.path())) {
            return new Reply(200, "{\"ready\":true}");
        }
        return venue(request.path())
                .map(venue -> venue.get(asked(venue, request.uri())))
                .orElseGet(() -> new Reply(404, "{\"error\":\"no such venue\"}"));
    }

    private void shake(ServerWebSocketHandshake handshake) {
        boolean accepted = venue(handshake.path())
                .filter(venue -> venue.accepts(asked(venue, handshake.uri())))
                .isPresent();
        if (accepted) {
            handshake.accept();
        } else {
            handshake.reject(404);
        }
    }

    private void open(ServerWebSocket socket) {
        VenueProtocol venue = venue(socket.path()).orElseThrow();
        Session session = venue.open(asked(venue, socket.uri()), new WebSocketConnection(socket));
        socket.textMessageHandler(session::received);
        socket.pongHandler(payload -> session.ponged());
        socket.exceptionHandler(failure -> socket.close());
        socket.closeHandler(closed -> session.closed());
    }

    private Optional<VenueProtocol> venue(@Nullable String path) {
        return venues.stream()
                .filter(venue -> path != null && path.startsWith(venue.prefix() + "/"))
                .findFirst();
    }

    private static Request asked(VenueProtocol venue, String uri) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        Map<String, String> query = new HashMap<>();
        decoder.parameters().forEach((name, values) -> query.put(name, values.getFirst()));
        return new Request(decoder.path().substring(venue.prefix().length()), query);
    }
}
