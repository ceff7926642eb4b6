// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.ClientFeed;
import io.ballast.bridge.delivery.Outgoing;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection's conversation: the transport asks for one frame after the other and asks again when it has sent it,
 * so a client is sent exactly as fast as it takes. Confined to its loop.
 */
final class PushSession {

    /** What a transport sends. */
    sealed interface Frame {

        /** @param event the SSE event name */
        record Text(String event, String cursor, String json) implements Frame {}

        /** Nothing happened for a while. */
        record Heartbeat(String cursor, String json) implements Frame {}

        /** The last one: the connection is to be closed. */
        record Close(String reason) implements Frame {}
    }

    /** @param life until the token expires */
    record Pace(Duration heartbeat, Duration stallLimit, Duration life) {}

    record Clock(TimeSource time, Timer timer, Executor loop) {}

    /** What the session calls, each at most once per occasion. */
    record Ends(Runnable gap, Runnable abort, Runnable closed) {}

    private final ClientFeed feed;
    private final PushMessages messages;
    private final Pace pace;
    private final Clock clock;
    private final Ends ends;
    private final Timer.Cancellable expiry;
    private Timer.Cancellable watch;
    private @Nullable UniEmitter<? super Frame> asking;
    private @Nullable Frame first;
    private @Nullable String closing;
    private long lastMoved;
    private boolean closed;

    PushSession(ClientFeed feed, PushMessages messages, Pace pace, Clock clock, Ends ends) {
        this.feed = feed;
        this.messages = messages;
        this.pace = pace;
        this.clock = clock;
        this.ends = ends;
        this.lastMoved = clock.time().nanos();
        this.expiry = clock.timer().after(pace.life(), () -> clock.loop().execute(() -> end("token expired")));
        this.watch = watchLater();
    }

    void start(PushRequest.Accepted request) {
        feed.start(request.start(), this::pump);
        if (!request.notCarried().isEmpty() || request.interest().topics().isEmpty()) {
            first = new Frame.Text(
                    "ballast.notice", feed.cursor().encode(), messages.notCarried(request.notCarried(), feed.cursor()));
        }
    }

    /** The next frame, when there is one. To be asked again only after that was sent. */
    Uni<Frame> next() {
        return Uni.createFrom().emitter(emitter -> clock.loop().execute(() -> {
            asking = emitter;
            lastMoved = clock.time().nanos();
            pump();
        }));
    }

    /** The connection is gone. */
    void close() {
        clock.loop().execute(() -> {
            if (!closed) {
                closed = true;
                expiry.cancel();
                watch.cancel();
                feed.close();
                ends.closed().run();
            }
        });
    }

    private void end(String reason) {
        closing = reason;
        pump();
    }

    private void pump() {
        UniEmitter<? super Frame> to = asking;
        if (to == null || closed) {
            return;
        }
        Frame frame = frame();
        if (frame != null) {
            asking = null;
            lastMoved = clock.time().nanos();
            to.complete(frame);
        }
    }

    private @Nullable Frame frame() {
        if (closing != null) {
            return new Frame.Close(closing);
        }
        Frame notice = first;
        if (notice != null) {
            first = null;
            return notice;
        }
        return switch (feed.poll()) {
            case null -> null;
            case Outgoing.Event(var message, var cursor) ->
                new Frame.Text(message.type(), cursor.encode(), messages.event(message, cursor));
            case Outgoing.Gap gap -> {
                ends.gap().run();
                yield new Frame.Text("ballast.gap", gap.cursor().encode(), messages.gap(gap));
            }
        };
    }

    private Timer.Cancellable watchLater() {
        return clock.timer().after(pace.heartbeat(), () -> clock.loop().execute(this::watch));
    }

    /** Quiet is either ours, then the client hears that all is well, or the client's, then it is given up in the end. */
    private void watch() {
        if (closed) {
            return;
        }
        long quiet = clock.time().nanos() - lastMoved;
        UniEmitter<? super Frame> to = asking;
        if (to != null && quiet >= pace.heartbeat().toNanos()) {
            asking = null;
            lastMoved = clock.time().nanos();
            to.complete(new Frame.Heartbeat(feed.cursor().encode(), messages.heartbeat(feed.cursor())));
        } else if (to == null && quiet >= pace.stallLimit().toNanos()) {
            ends.abort().run();
        }
        watch = watchLater();
    }
}
