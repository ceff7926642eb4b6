// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.link.Attempt;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's life, from dialling to its end. Confined to the venue's loop; once over, nothing it still hears or
 * is asked for has any effect.
 */
final class VenueConnection implements Line, VenueSockets.Events {

    private static final Buffer PING = Buffer.buffer("ballast");

    private final VenueFeed feed;
    private final Attempt attempt;
    private @Nullable VenueSession session;
    private @Nullable WebSocket socket;
    private WireTap.Wire wire = WireTap.Wire.UNSEEN;
    private boolean over;
    private long messageAt;
    private long pingedAt;

    VenueConnection(VenueFeed feed, Attempt attempt) {
        this.feed = feed;
        this.attempt = attempt;
    }

    @Override
    public void opened(WebSocket opened) {
        if (over) {
            close(opened);
            return;
        }
        socket = opened;
        messageAt = feed.nanos();
        pingedAt = messageAt;
        wire = feed.tapped();
        VenueSession begun = feed.converse(this);
        session = begun;
        feed.work("venue connected", begun::opened);
    }

    @Override
    public void message(byte[] bytes) {
        VenueSession talking = session;
        if (over || talking == null) {
            return;
        }
        long began = feed.nanos();
        messageAt = began;
        wire.received(bytes);
        feed.work("venue frame", () -> read(talking, bytes));
        feed.meters().frame(feed.nanos() - began);
    }

    private void read(VenueSession talking, byte[] bytes) {
        try {
            talking.message(bytes);
        } catch (IOException | IllegalArgumentException e) {
            feed.rejected("malformed", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of ours in one frame must not end the loop for all others
            feed.rejected("failed", e.toString());
        }
    }

    @Override
    public void heard() {
        if (!over) {
            attempt.activity();
        }
    }

    @Override
    public void oversized() {
        feed.rejected("oversized", "beyond the configured limit");
    }

    @Override
    public void ended(String cause) {
        if (!over) {
            close();
            feed.lost(cause);
            attempt.down(cause);
        }
    }

    /** Called at intervals: pings, and looks for a venue that should send heartbeats and does not. */
    void check(Duration pingInterval, @Nullable Duration heartbeat) {
        WebSocket open = socket;
        if (over || open == null) {
            return;
        }
        long now = feed.nanos();
        if (heartbeat != null && now - messageAt > heartbeat.toNanos()) {
            fail("no heartbeat for " + heartbeat.toSeconds() + " s");
        } else if (now - pingedAt >= pingInterval.toNanos()) {
            pingedAt = now;
            open.writePing(PING).onFailure(failure -> ended("ping failed: " + failure.getMessage()));
        }
    }

    void overdue(Symbol symbol) {
        if (!over && session != null) {
            session.overdue(symbol);
        }
    }

    /** Ends it from our side; what the board holds is dealt with by whoever decided so. */
    void close() {
        over = true;
        wire.ended();
        WebSocket open = socket;
        socket = null;
        if (open != null) {
            close(open);
        }
    }

    private static void close(WebSocket open) {
        open.close().onFailure(failure -> {}); // closed already
    }

    @Override
    public void send(String text) {
        WebSocket open = socket;
        if (!over && open != null) {
            wire.sent(text);
            open.writeTextMessage(text).onFailure(failure -> ended("cannot send: " + failure.getMessage()));
        }
    }

    @Override
    public void established() {
        if (!over) {
            attempt.up();
        }
    }

    @Override
    public void fail(String cause) {
        ended(cause);
    }

    @Override
    public void unknown(String kind) {
        feed.rejected("unknown", kind);
    }

    @Override
    public void get(String url, Consumer<Line.Reply> then) {
        Uni<Line.Reply> reply = feed.get(url);
        reply.subscribe()
                .with(answer -> feed.onLoop(() -> guarded("venue snapshot", () -> {
                    if (answer instanceof Line.Reply.Ok ok) {
                        wire.replied(url, ok.body());
                    }
                    then.accept(answer);
                })));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        feed.later(delay, () -> guarded("venue timer", task));
    }

    private void guarded(String work, Runnable task) {
        if (!over) {
            feed.work(work, task);
        }
    }
}
