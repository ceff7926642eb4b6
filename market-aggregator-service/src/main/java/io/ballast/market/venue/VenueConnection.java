// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.link.Attempt;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's life, from dialling to its end; it may go over several sockets, and ends with any of them. Confined
 * to the venue's loop; once over, nothing it still hears or is asked for has any effect.
 */
final class VenueConnection implements Line {

    private final VenueFeed feed;
    private final Attempt attempt;
    private final List<VenueSocket> sockets = new ArrayList<>();
    private @Nullable VenueSession session;
    private boolean over;
    private long messageAt;

    VenueConnection(VenueFeed feed, Attempt attempt) {
        this.feed = feed;
        this.attempt = attempt;
    }

    void open(List<String> urls) {
        if (over) {
            return;
        }
        urls.forEach(url -> sockets.add(new VenueSocket(this, feed, url)));
        sockets.forEach(VenueSocket::open);
    }

    /** One of the sockets is open. */
    void opened() {
        messageAt = feed.nanos();
        VenueSession talking = session();
        if (sockets.stream().allMatch(VenueSocket::isOpen)) {
            feed.work("venue connected", talking::opened);
        }
    }

    private VenueSession session() {
        VenueSession talking = session;
        if (talking == null) {
            talking = feed.converse(this);
            session = talking;
        }
        return talking;
    }

    void message(byte[] bytes) {
        if (over) {
            return;
        }
        VenueSession talking = session();
        long began = feed.nanos();
        messageAt = began;
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

    void heard() {
        if (!over) {
            attempt.activity();
        }
    }

    boolean isOver() {
        return over;
    }

    void ended(String cause) {
        if (!over) {
            close();
            feed.lost(cause);
            attempt.down(cause);
        }
    }

    /** Called at intervals: pings, and looks for a venue that should send heartbeats and does not. */
    void check(Duration pingInterval, @Nullable Duration heartbeat) {
        if (over || session == null) {
            return;
        }
        if (heartbeat != null && feed.nanos() - messageAt > heartbeat.toNanos()) {
            fail("no heartbeat for " + heartbeat.toSeconds() + " s");
            return;
        }
        sockets.forEach(socket -> socket.check(pingInterval, feed.silence()));
    }

    void overdue(Symbol symbol) {
        if (!over && session != null) {
            session.overdue(symbol);
        }
    }

    /** Ends it from our side; what the board holds is dealt with by whoever decided so. */
    void close() {
        over = true;
        sockets.forEach(VenueSocket::close);
    }

    @Override
    public void send(String text) {
        if (!over && !sockets.isEmpty()) {
            sockets.getFirst().send(text);
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
                        sockets.getFirst().wire().replied(url, ok.body());
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
