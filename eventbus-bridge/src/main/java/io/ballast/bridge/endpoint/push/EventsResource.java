// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.Interest.Viewer;
import io.ballast.common.security.Caller;
import io.ballast.common.security.Roles;
import io.ballast.common.web.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Events as Server-Sent Events. Each has the cursor as its {@code id}, its type as {@code event} and the same JSON as a
 * WebSocket frame as {@code data}; heartbeats are comments, and carry an {@code id} as well.
 *
 * <p>The first thing sent is a comment, then whatever lies between {@code Last-Event-ID} (or {@code after}) and now (a
 * gap before it, if part of that is gone), then events as they come. A slow client gets newer market states instead of
 * older ones, and a gap where events had to be dropped. The stream ends when the token expires.
 */
@Path("/events")
@RolesAllowed({Roles.USER, Roles.OPERATOR})
class EventsResource {

    private static final long RECONNECT_MILLIS = 1000;
    private static final int TOO_MANY = 429;

    private final PushClients clients;
    private final PushHub hub;
    private final SecurityIdentity identity;
    private final Sse sse;

    EventsResource(PushClients clients, PushHub hub, SecurityIdentity identity, Sse sse) {
        this.clients = clients;
        this.hub = hub;
        this.identity = identity;
        this.sse = sse;
    }

    /**
     * @param topics comma separated names; absent: all that are carried and visible
     * @param subjects comma separated globs; absent: all
     * @param after {@code oldest} or a cursor; absent: from now on
     * @param lastEventId a cursor; counts more than {@code after}, which a browser repeats when it connects again
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            @QueryParam("topics") @Nullable String topics,
            @QueryParam("subjects") @Nullable String subjects,
            @QueryParam("after") @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @jakarta.ws.rs.core.Context HttpServerRequest http) {
        Caller caller = Caller.of(identity);
        String resume = lastEventId == null || lastEventId.isBlank() ? after : lastEventId;
        PushRequest request = PushRequest.parse(
                new PushRequest.Parameters(topics, subjects, resume),
                new Viewer(caller.userId(), caller.operator()),
                hub.carried());
        return switch (request) {
            case PushRequest.Refused refused -> throw problem(refused);
            case PushRequest.Accepted accepted -> {
                Context context = Vertx.currentContext();
                Executor loop = task -> context.runOnContext(ignored -> task.run());
                PushSession session = clients.open(
                        caller, accepted, loop, () -> http.connection().close());
                if (session == null) {
                    throw new WebApplicationException(
                            "too many connections",
                            Response.status(TOO_MANY)
                                    .header(HttpHeaders.RETRY_AFTER, 5)
                                    .build());
                }
                yield stream(session);
            }
        };
    }

    private static RuntimeException problem(PushRequest.Refused refused) {
        return refused.status() == Response.Status.FORBIDDEN.getStatusCode()
                ? new WebApplicationException(refused.message(), refused.status())
                : ProblemException.badField(refused.field(), refused.detail());
    }

    private Multi<OutboundSseEvent> stream(PushSession session) {
        OutboundSseEvent hello = sse.newEventBuilder()
                .comment("connected")
                .reconnectDelay(RECONNECT_MILLIS)
                .build();
        Multi<OutboundSseEvent> frames = Multi.createBy()
                .repeating()
                .uni(session::next)
                .whilst(frame -> !(frame instanceof PushSession.Frame.Close))
                .map(this::event);
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(hello), frames)
                .onTermination()
                .invoke(session::close);
    }

    private OutboundSseEvent event(PushSession.Frame frame) {
        return switch (frame) {
            case PushSession.Frame.Text text ->
                sse.newEventBuilder()
                        .id(text.cursor())
                        .name(text.event())
                        .data(text.json())
                        .build();
            case PushSession.Frame.Heartbeat beat ->
                sse.newEventBuilder().id(beat.cursor()).comment("heartbeat").build();
            case PushSession.Frame.Close end ->
                sse.newEventBuilder().comment("closed: " + end.reason()).build();
        };
    }
}
