// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.Interest.Viewer;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events over WebSocket, one text frame each: {@code /ws/events?topics=&subjects=&after=}.
 *
 * <p>First comes whatever lies between {@code after} and now (a gap message before it, if part of that is gone), then
 * events as they come; a notice, if no route carries what was asked for. A slow client gets newer market states instead
 * of older ones, and a gap where events had to be dropped. It is closed with code 1008 and a reason for a parameter that
 * is wrong, a topic that is not for its role, and when its token expires; with 1013 when its user has too many
 * connections. What a client sends is ignored.
 */
@WebSocket(path = "/ws/events")
@RolesAllowed({Roles.USER, Roles.OPERATOR})
class EventsSocket {

    private static final Logger LOG = Logger.getLogger(EventsSocket.class);
    private static final TypedKey<PushSession> SESSION = new TypedKey<>("session");
    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;
    /** A control frame holds 125 bytes, two of them the code. */
    private static final int LONGEST_REASON = 120;

    private final PushClients clients;
    private final PushHub hub;
    private final SecurityIdentity identity;

    EventsSocket(PushClients clients, PushHub hub, SecurityIdentity identity) {
        this.clients = clients;
        this.hub = hub;
        this.identity = identity;
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        Caller caller = Caller.of(identity);
        QueryString query = QueryString.of(connection.handshakeRequest().query());
        PushRequest request = PushRequest.parse(
                new PushRequest.Parameters(query.value("topics"), query.value("subjects"), query.value("after")),
                new Viewer(caller.userId(), caller.operator()),
                hub.carried());
        return switch (request) {
            case PushRequest.Refused refused -> close(connection, POLICY_VIOLATION, refused.message());
            case PushRequest.Accepted accepted -> {
                Context context = Vertx.currentContext();
                Executor loop = task -> context.runOnContext(ignored -> task.run());
                PushSession session =
                        clients.open(caller, accepted, loop, () -> closeNow(connection, "took nothing for too long"));
                yield session == null
                        ? close(connection, TRY_AGAIN_LATER, "too many connections")
                        : serve(connection, session);
            }
        };
    }

    private static Uni<Void> serve(WebSocketConnection connection, PushSession session) {
        connection.userData().put(SESSION, session);
        Multi.createBy()
                .repeating()
                .uni(session::next)
                .whilst(frame -> !(frame instanceof PushSession.Frame.Close))
                .onItem()
                .transformToUniAndConcatenate(frame -> send(connection, frame))
                .subscribe()
                .with(sent -> {}, failure -> gone(connection, session, failure), session::close);
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> send(WebSocketConnection connection, PushSession.Frame frame) {
        return switch (frame) {
            case PushSession.Frame.Text text -> connection.sendText(text.json());
            case PushSession.Frame.Heartbeat beat -> connection.sendText(beat.json());
            case PushSession.Frame.Close end -> close(connection, POLICY_VIOLATION, end.reason());
        };
    }

    @OnTextMessage
    void ignored(String message) {
        LOG.trace("message from a push client ignored");
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        PushSession session = connection.userData().get(SESSION);
        if (session != null) {
            session.close();
        }
    }

    private static void gone(WebSocketConnection connection, PushSession session, Throwable failure) {
        LOG.debugf("push client gone: connection=%s error=%s", connection.id(), failure.getMessage());
        session.close();
    }

    private static void closeNow(WebSocketConnection connection, String reason) {
        LOG.infof("push client cut off: connection=%s reason=%s", connection.id(), reason);
        close(connection, POLICY_VIOLATION, reason)
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("close failed: error=%s", failure.getMessage()));
    }

    private static Uni<Void> close(WebSocketConnection connection, int code, @Nullable String reason) {
        String text = String.valueOf(reason).replaceAll("[^ -~]", "?");
        return connection.isClosed()
                ? Uni.createFrom().voidItem()
                : connection.close(new CloseReason(code, text.substring(0, Math.min(text.length(), LONGEST_REASON))));
    }
}
