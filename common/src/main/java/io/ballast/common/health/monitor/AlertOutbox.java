// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.events.EventPublisher;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Alerts on their way to the stream, in order. While Redis is away they wait, the oldest are dropped at the bound, and
 * each {@link #flush} tries again; one whose confirmation was lost is sent twice with the same id.
 */
final class AlertOutbox {

    private static final Logger LOG = Logger.getLogger(AlertOutbox.class);

    private final EventPublisher publisher;
    private final MeterRegistry meters;
    private final int limit;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private List<Outgoing> underWay = List.of();

    AlertOutbox(EventPublisher publisher, MeterRegistry meters, int limit) {
        this.publisher = publisher;
        this.meters = meters;
        this.limit = limit;
    }

    synchronized void add(Outgoing alert) {
        waiting.addLast(alert);
        trim();
    }

    /** Sends what waits, unless a batch is still under way. */
    void flush() {
        List<Outgoing> batch;
        synchronized (this) {
            if (!underWay.isEmpty() || waiting.isEmpty()) {
                return;
            }
            batch = List.copyOf(waiting);
            underWay = batch;
            waiting.clear();
        }
        publisher.publish(batch).subscribe().with(done -> sent(), this::failed);
    }

    private void sent() {
        synchronized (this) {
            underWay = List.of();
        }
        flush();
    }

    private synchronized void failed(Throwable cause) {
        LOG.debugf("health alerts not sent: count=%d error=%s", underWay.size(), cause.getMessage());
        underWay.reversed().forEach(waiting::addFirst);
        underWay = List.of();
        trim();
    }

    private void trim() {
        while (waiting.size() > limit) {
            waiting.removeFirst();
            meters.counter("ballast_events_dropped", "topic", Topic.HEALTH_ALERTS.topicName(), "reason", "buffer-full")
                    .increment();
        }
    }
}
