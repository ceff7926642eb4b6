// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.link.LinkState;
import io.ballast.common.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One route at work: takes what the reader finds, delivers what the filter lets through, sets aside what is broken. */
final class RouteRun implements StreamStore.Listener {

    private static final Logger LOG = Logger.getLogger(RouteRun.class);

    private final Route route;
    private final StreamStore store;
    private final EventSink sink;
    private final TimeSource time;
    private final Counter delivered;
    private final Counter deadLetters;
    private volatile RouteState state;
    private volatile Positions positions = Positions.NONE;
    private volatile @Nullable Instant lastEntryAt;
    private volatile @Nullable DeadLetter lastDeadLetter;

    /** The last entry that was set aside. */
    record DeadLetter(Instant at, String cause) {}

    RouteRun(Route route, StreamStore store, EventSink sink, TimeSource time, MeterRegistry meters) {
        this.route = route;
        this.store = store;
        this.sink = sink;
        this.time = time;
        this.state = new RouteState.Starting(time.now());
        this.delivered =
                meters.counter("ballast_bridge_delivered", "route", route.id().value());
        this.deadLetters = meters.counter(
                "ballast_bridge_dead_letters", "route", route.id().value());
    }

    Route route() {
        return route;
    }

    RouteState state() {
        return state;
    }

    Positions positions() {
        return positions;
    }

    long delivered() {
        return (long) delivered.count();
    }

    long deadLetters() {
        return (long) deadLetters.count();
    }

    /** When it was last given entries, null before the first. */
    @Nullable
    Instant lastEntryAt() {
        return lastEntryAt;
    }

    @Nullable
    DeadLetter lastDeadLetter() {
        return lastDeadLetter;
    }

    void disabled() {
        state = new RouteState.Stopped(time.now(), "not enabled");
    }

    @Override
    public void moved(LinkState link) {
        RouteState before = state;
        RouteState next =
                switch (link) {
                    case LinkState.Connecting connecting -> before;
                    case LinkState.Up up -> new RouteState.Running(up.since());
                    case LinkState.Waiting waiting -> retrying(before, waiting);
                    case LinkState.Closed closed -> new RouteState.Stopped(time.now(), "closed");
                };
        state = next;
        if (next instanceof RouteState.Retrying) {
            sink.interrupted(route.topics());
        }
        if (next.getClass() != before.getClass()) {
            LOG.infof(
                    "route moved: route=%s state=%s",
                    route.id(), next.getClass().getSimpleName());
        }
    }

    private RouteState retrying(RouteState before, LinkState.Waiting waiting) {
        return new RouteState.Retrying(
                before instanceof RouteState.Retrying already ? already.since() : time.now(),
                waiting.attempt(),
                waiting.cause());
    }

    @Override
    public void opened(long epoch, Map<Topic, Continuity> topics) {
        Positions from = positions;
        for (Map.Entry<Topic, Continuity> topic : topics.entrySet()) {
            from = from.with(topic.getKey(), topic.getValue().from());
            if (topic.getValue() instanceof Continuity.Broken gap) {
                LOG.warnf(
                        "entries are missing: route=%s topic=%s reason=%s",
                        route.id(), topic.getKey().topicName(), gap.reason().wireName());
            }
        }
        positions = from;
        sink.opened(epoch, topics);
    }

    @Override
    public void entries(List<StreamPage.Entry> entries) {
        lastEntryAt = time.now();
        for (StreamPage.Entry entry : entries) {
            carry(entry);
            positions = positions.with(entry.topic(), entry.position());
        }
    }

    private void carry(StreamPage.Entry entry) {
        switch (EventFields.decode(entry.fields())) {
            case EventFields.Decoded.Invalid(String cause) -> setAside(entry, cause);
            case EventFields.Decoded.Valid(var event) when !route.accepts(event) -> sink.skip(entry);
            case EventFields.Decoded.Valid(var event) -> {
                switch (sink.deliver(route, entry, event)) {
                    case EventSink.Outcome.Delivered done -> delivered.increment();
                    case EventSink.Outcome.Refused(String cause) -> setAside(entry, cause);
                }
            }
        }
    }

    private void setAside(StreamPage.Entry entry, String cause) {
        deadLetters.increment();
        lastDeadLetter = new DeadLetter(time.now(), cause);
        LOG.warnf(
                "dead letter: route=%s topic=%s entry=%s cause=%s",
                route.id(), entry.topic().topicName(), entry.position(), cause);
        store.deadLetter(route.id(), entry, cause);
        sink.skip(entry);
    }
}
