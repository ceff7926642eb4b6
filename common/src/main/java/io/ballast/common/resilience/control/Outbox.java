// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Events on their way to the stream: in order, one batch at a time, kept until the stream has them. After a batch whose
 * fate is unknown it looks which of its events arrived before it sends again, so that none is there twice; what it
 * cannot see (a stream that moved on by more than it reads back) a reader tells by the event's id.
 */
final class Outbox {

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int BATCH = 100;
    private static final int LOOK_BACK = 500;
    private static final int RECENT = 200;

    private final ControlPlane plane;
    private final MeterRegistry meters;
    private final int limit;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Deque<Event> recent = new ArrayDeque<>();
    private List<Event> underWay = List.of();
    private boolean doubtful;
    private boolean dropping;
    private boolean open;

    Outbox(ControlPlane plane, MeterRegistry meters, int limit) {
        this.plane = plane;
        this.meters = meters;
        this.limit = limit;
    }

    void add(Event event) {
        synchronized (this) {
            waiting.addLast(event);
            trim();
        }
        flush();
    }

    /** Sends from now on. */
    void open() {
        synchronized (this) {
            open = true;
        }
        flush();
    }

    /** Only keeps from now on. */
    synchronized void hold() {
        open = false;
    }

    /** What this instance made and still holds, sent or not, oldest first. */
    synchronized List<Event> held() {
        List<Event> held = new ArrayList<>(recent);
        held.addAll(underWay);
        held.addAll(waiting);
        return held;
    }

    private void flush() {
        List<Event> batch;
        boolean look;
        synchronized (this) {
            if (!open || !underWay.isEmpty() || waiting.isEmpty()) {
                return;
            }
            batch = new ArrayList<>();
            while (batch.size() < BATCH && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            underWay = batch;
            look = doubtful;
        }
        Uni<Set<String>> arrived = look ? arrived() : Uni.createFrom().item(Set.of());
        arrived.chain(ids -> plane.append(
                        batch.stream().filter(e -> !ids.contains(e.id())).toList()))
                .subscribe()
                .with(done -> sent(batch), this::failed);
    }

    private Uni<Set<String>> arrived() {
        return plane.newest(LOOK_BACK, null)
                .map(found -> found.stream().map(r -> r.event().id()).collect(Collectors.toSet()));
    }

    private void sent(List<Event> batch) {
        synchronized (this) {
            underWay = List.of();
            doubtful = false;
            dropping = false;
            recent.addAll(batch);
            while (recent.size() > RECENT) {
                recent.removeFirst();
            }
        }
        meters.counter("ballast_events_published", "topic", Topic.CIRCUIT_EVENTS.topicName())
                .increment(batch.size());
        flush();
    }

    /** Nothing is sent again before {@link #open()}, which the heartbeat calls. */
    private synchronized void failed(Throwable cause) {
        LOG.debugf("circuit events not sent: count=%d error=%s", underWay.size(), cause.getMessage());
        for (int i = underWay.size() - 1; i >= 0; i--) {
            waiting.addFirst(underWay.get(i));
        }
        underWay = List.of();
        doubtful = true;
        open = false;
        trim();
    }

    private void trim() {
        while (waiting.size() > limit) {
            waiting.removeFirst();
            if (!dropping) {
                dropping = true;
                LOG.warnf("circuit events dropped: reason=buffer-full limit=%d", limit);
            }
            meters.counter("ballast_events_dropped", "topic", Topic.CIRCUIT_EVENTS.topicName(), "reason", "buffer-full")
                    .increment();
        }
    }
}
