// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.endpoint.push;

import io.ballast.bridge.delivery.ClientFeed;
import io.ballast.bridge.delivery.Continuity;
import io.ballast.bridge.delivery.Fanout;
import io.ballast.bridge.delivery.Outgoing.Message;
import io.ballast.bridge.delivery.Positions;
import io.ballast.bridge.delivery.StreamPage;
import io.ballast.bridge.delivery.StreamPage.History;
import io.ballast.bridge.route.EventSink;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.StreamStore;
import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.observability.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sink that is all push clients. Each live event gets one consumer span here, under the span of its producer, and
 * is pushed with that; an event a client gets from history carries its producer's.
 */
@ApplicationScoped
class PushHub implements EventSink, History {

    private final Fanout fanout = new Fanout();
    private final Map<Topic, Route> carried = new ConcurrentHashMap<>();
    private final StreamStore store;
    private final PushMessages messages;
    private final PushConfig config;
    private final Tracing tracing;

    PushHub(StreamStore store, PushMessages messages, PushConfig config, Tracing tracing) {
        this.store = store;
        this.messages = messages;
        this.config = config;
        this.tracing = tracing;
    }

    Set<Topic> carried() {
        return Set.copyOf(carried.keySet());
    }

    /** What feeds of this hub read from. */
    ClientFeed.Source source() {
        return new ClientFeed.Source(fanout, this, config.replayPage(), config.replayRetry());
    }

    @Override
    public void add(Route route) {
        for (Topic topic : route.topics()) {
            if (topic.audience() == Topic.Audience.NOBODY) {
                throw new IllegalArgumentException("source.topics: internal, never pushed: " + topic.topicName());
            }
            Route other = carried.putIfAbsent(topic, route);
            if (other != null) {
                throw new IllegalArgumentException(
                        "source.topics: already pushed by route " + other.id() + ": " + topic.topicName());
            }
        }
    }

    @Override
    public void opened(long epoch, Map<Topic, Continuity> topics) {
        fanout.opened(epoch, topics);
    }

    @Override
    public void interrupted(Collection<Topic> topics) {
        fanout.interrupted(topics);
    }

    @Override
    public Outcome deliver(Route route, StreamPage.Entry entry, Event event) {
        Span span = event.traceparent() == null
                ? Span.getInvalid()
                : tracing.start("push", SpanKind.CONSUMER, event.traceparent())
                        .setAttribute(
                                "messaging.destination.name", entry.topic().topicName())
                        .setAttribute("messaging.message.id", event.id());
        try {
            return switch (messages.render(entry, event, Tracing.traceparent(span))) {
                case PushMessages.Rendered.Refused(String cause) -> new Outcome.Refused(cause);
                case PushMessages.Rendered.Ready(Message message) -> {
                    fanout.publish(message);
                    yield new Outcome.Delivered();
                }
            };
        } finally {
            span.end();
        }
    }

    @Override
    public void skip(StreamPage.Entry entry) {
        fanout.skip(entry.topic(), entry.position());
    }

    @Override
    public CompletionStage<List<StreamPage>> read(Positions after, @Nullable Positions upTo, int limit) {
        return store.read(after, upTo, limit).subscribeAsCompletionStage();
    }

    /** What the live tail set aside, or its filter left out, is left out here too. */
    @Override
    public @Nullable Message decode(StreamPage.Entry entry) {
        Route route = carried.get(entry.topic());
        return route != null
                        && EventFields.decode(entry.fields()) instanceof EventFields.Decoded.Valid(Event event)
                        && route.accepts(event)
                        && messages.render(entry, event, event.traceparent())
                                instanceof PushMessages.Rendered.Ready(Message message)
                ? message
                : null;
    }
}
