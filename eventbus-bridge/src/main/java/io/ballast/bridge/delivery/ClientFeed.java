// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.bridge.delivery.ClientQueue.Item;
import io.ballast.bridge.delivery.Interest.Start;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.Outgoing.Reason;
import io.ballast.bridge.delivery.StreamPage.History;
import io.ballast.common.events.Topic;
import io.ballast.common.time.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Everything one client is to be sent, in order, without a hole and without a repetition.
 *
 * <p>A client that is behind reads history page by page, as fast as it takes it, and joins the live tail when it has
 * come to its end: from that moment its queue collects what is live, the stretch up to the moment of joining is read
 * from history once more, and then the queue takes over. What both of them hold is recognised by its position. A client
 * therefore waits for history in no buffer, however far behind it is.
 *
 * <p>Confined to {@code loop}, apart from what the {@link Fanout} calls.
 */
public final class ClientFeed {

    private enum Mode {
        REPLAYING,
        JOINING,
        LIVE
    }

    /** Where the feed gets what it sends. */
    public record Source(Fanout fanout, History history, int pageSize, Duration retryAfter) {}

    /** Where the feed's work is done. */
    public record Loop(Executor executor, Timer timer) {}

    private final Interest interest;
    private final Source source;
    private final Loop loop;
    private final ClientQueue queue;
    private final Deque<Outgoing> replayed = new ArrayDeque<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private Runnable ready = () -> {};
    private Mode mode = Mode.REPLAYING;
    private final Progress progress;
    private Positions joinedAt = Positions.NONE;
    private boolean reading;
    private boolean closed;

    public ClientFeed(Interest interest, Source source, Outgoing.Limits limits, Loop loop) {
        this.interest = interest;
        this.source = source;
        this.loop = loop;
        this.queue = new ClientQueue(limits);
        this.progress = new Progress(interest.topics());
    }

    /** @param whenReady runs on the loop when {@link #poll} may have something again */
    public void start(Start start, Runnable whenReady) {
        ready = whenReady;
        switch (interest.topics().isEmpty() ? new Start.Now() : start) {
            case Start.Now now -> {
                Fanout.Joined joined = source.fanout().join(this);
                progress.restart(joined.epoch(), joined.positions().only(interest.topics()));
                mode = Mode.LIVE;
            }
            case Start.Oldest oldest -> {}
            case Start.After(Cursor cursor) -> {
                progress.inHistory(cursor.epoch());
                Positions now = source.fanout().positions();
                for (Topic topic : interest.topics()) { // a topic that is new to this client begins now
                    boolean known = cursor.positions().topics().contains(topic);
                    progress.reach(topic, (known ? cursor.positions() : now).at(topic));
                }
            }
        }
        ready.run();
    }

    public void close() {
        closed = true;
        source.fanout().leave(this);
        queue.clear();
        replayed.clear();
    }

    /** How far this client has come. */
    public Cursor cursor() {
        return progress.cursor();
    }

    /** The next thing to send; null if there is none right now. */
    public @Nullable Outgoing poll() {
        if (closed) {
            return null;
        }
        if (!replayed.isEmpty() || mode != Mode.LIVE) {
            if (replayed.isEmpty()) {
                read();
            }
            return replayed.poll();
        }
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            Outgoing next = live(item);
            if (next != null) {
                return next;
            }
        }
        progress.advance(queue.drainedThrough());
        return null;
    }

    private void read() {
        if (reading) {
            return;
        }
        long connection = source.fanout().connection(interest.topics());
        if (connection == 0) {
            retryLater();
        } else {
            reading = true;
            source.history()
                    .read(progress.positions(), mode == Mode.JOINING ? joinedAt : null, source.pageSize())
                    .whenComplete((pages, failure) -> loop.executor().execute(() -> {
                        reading = false;
                        boolean same = connection == source.fanout().connection(interest.topics());
                        if (failure != null || !same) {
                            retryLater();
                        } else {
                            arrived(pages);
                        }
                    }));
        }
    }

    private void retryLater() {
        reading = true;
        loop.timer().after(source.retryAfter(), () -> loop.executor().execute(() -> {
            reading = false;
            ready.run();
        }));
    }

    private void arrived(List<StreamPage> pages) {
        if (closed) {
            return;
        }
        switch (Replay.digest(progress.positions(), progress.epoch(), pages)) {
            case Replay.Unsettled unsettled -> {
                retryLater();
                return;
            }
            case Replay.Interrupted(Positions from, Map<Reason, Set<Topic>> topics) -> {
                replayed.addAll(progress.interrupted(pages.getFirst().epoch(), from, topics));
                backToHistory();
            }
            case Replay.Continued(List<StreamPage.Entry> entries, boolean complete) -> {
                progress.inHistory(pages.getFirst().epoch());
                entries.forEach(this::replay);
                if (complete && !advance()) {
                    return;
                }
            }
        }
        ready.run();
    }

    private void replay(StreamPage.Entry entry) {
        progress.reach(entry.topic(), entry.position());
        Message message = source.history().decode(entry);
        if (message != null && interest.wants(message)) {
            replayed.add(new Outgoing.Event(message, cursor()));
        }
    }

    /** At the end of what was to be read. False if the next step has to wait. */
    private boolean advance() {
        if (mode == Mode.REPLAYING) {
            Fanout.Joined joined = source.fanout().join(this);
            if (joined.epoch() != progress.epoch()) { // the live tail has not come to this history yet
                backToHistory();
                retryLater();
                return false;
            }
            joinedAt = joined.positions().only(interest.topics());
            mode = progress.positions().covers(joinedAt) ? Mode.LIVE : Mode.JOINING;
            return true;
        }
        mode = Mode.LIVE;
        return true;
    }

    private void backToHistory() {
        source.fanout().leave(this);
        queue.clear();
        mode = Mode.REPLAYING;
    }

    private @Nullable Outgoing live(Item item) {
        return switch (item) {
            case Item.Queued(Message message, Positions through) -> {
                boolean known = progress.knows(message);
                progress.advance(through);
                yield known ? null : new Outgoing.Event(message, cursor());
            }
            case Item.Lost(Set<Topic> topics) -> new Outgoing.Gap(topics, Reason.SLOW_CLIENT, cursor());
            case Item.Break gap -> {
                replayed.addAll(progress.interrupted(gap));
                yield replayed.poll();
            }
        };
    }

    void offered(Message message, Positions through) {
        if (interest.wants(message)) {
            queue.offer(message, through);
            signal();
        } else {
            queue.pass(through);
        }
    }

    /** However many events come at once, the loop is asked once. */
    private void signal() {
        if (signalled.compareAndSet(false, true)) {
            loop.executor().execute(() -> {
                signalled.set(false);
                ready.run();
            });
        }
    }

    void passed(Positions through) {
        queue.pass(through);
    }

    void interrupted(Item.Break gap, Positions through) {
        queue.interrupt(gap, through);
        signal();
    }
}
