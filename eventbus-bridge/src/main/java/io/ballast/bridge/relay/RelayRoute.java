// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.mapping.Change;
import io.ballast.bridge.mapping.Selection;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteId;
import io.ballast.common.events.Shards;
import io.ballast.common.events.Topic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A route from streams to a stream.
 *
 * @param batch entries read and written at once, at most
 */
record RelayRoute(
        RouteId id,
        Source source,
        Selection filter,
        Change map,
        Sink sink,
        Route.From from,
        int batch,
        Priority priority) {

    /** @param group of the source's streams that shows how far the route has come, and holds back the trimmer */
    record Source(List<String> topics, String group, String redis) {
        Source {
            topics = List.copyOf(topics);
        }
    }

    /** @param topic {@code {topic}} in it stands for the source's topic */
    record Sink(String topic, String redis) {

        String topicOf(String source) {
            return topic.replace("{topic}", source);
        }
    }

    /** Who goes first where there is not enough for all. */
    enum Priority {
        HIGH,
        NORMAL,
        LOW
    }

    /** One for each of the source's streams; order is kept in each. */
    List<Lane> lanes() {
        return source.topics().stream().flatMap(this::lanes).toList();
    }

    private Stream<Lane> lanes(String topic) {
        return Topic.named(topic).map(Topic::shards).orElse(new Shards(topic, 1)).keys().stream()
                .map(key -> new Lane(this, topic, key));
    }

    /** For messages. */
    String path() {
        return source.topics().stream().collect(Collectors.joining(",")) + " -> " + sink.topic();
    }
}
