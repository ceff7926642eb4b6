// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Glob;
import io.ballast.bridge.delivery.Position;
import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Carries events from a source to a sink.
 *
 * @param from where reading begins when nothing was read yet
 * @param batch entries per topic and read at most
 */
public record Route(RouteId id, Source source, Filter filter, Sink sink, From from, int batch) {

    /** Whether the route carries this event. */
    public boolean accepts(Event event) {
        return filter.accepts(event);
    }

    /** The topics it reads. */
    public List<Topic> topics() {
        return switch (source) {
            case StreamSource(List<Topic> topics) -> topics;
        };
    }

    /** Where events come from. */
    public sealed interface Source {}

    /** Topics of the region's own Redis, in this order. */
    public record StreamSource(List<Topic> topics) implements Source {
        public StreamSource {
            topics = List.copyOf(topics);
        }
    }

    /** Where events go. */
    public sealed interface Sink {}

    /** WebSocket and SSE clients. */
    public record PushSink() implements Sink {}

    /** Which events are carried; an empty part lets everything through. */
    public record Filter(Set<String> types, List<Glob> subjects) {
        public Filter {
            types = Set.copyOf(types);
            subjects = List.copyOf(subjects);
        }

        boolean accepts(Event event) {
            return (types.isEmpty() || types.contains(event.type()))
                    && (subjects.isEmpty() || subjects.stream().anyMatch(glob -> glob.matches(event.subject())));
        }
    }

    /** Where reading begins. */
    public sealed interface From {

        record New() implements From {}

        record Oldest() implements From {}

        /** With the entry after this one. */
        record Id(Position after) implements From {}

        /** With the first entry taken at or after this moment. */
        record Time(Instant instant) implements From {}
    }
}
