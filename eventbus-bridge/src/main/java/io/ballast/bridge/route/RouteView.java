// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ballast.common.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A route as the REST interface shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RouteView(
        String id,
        SourceView source,
        FilterView filter,
        SinkView sink,
        String from,
        int batch,
        String state,
        Instant stateSince,
        @Nullable Integer attempt,
        @Nullable String cause,
        long delivered,
        long deadLetters,
        Map<String, Progress> topics) {

    record SourceView(String type, List<String> topics) {}

    record FilterView(List<String> types, List<String> subjects) {}

    record SinkView(String type) {}

    /**
     * @param position id of the last entry carried, or where reading began
     * @param lagEvents entries not carried yet, as of a second ago; 1000 stands for more; null if not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(String position, @Nullable Long lagEvents, @Nullable Long lagMillis) {}

    static RouteView of(RouteRun run, Map<Topic, StreamStore.Lag> lags) {
        Route route = run.route();
        RouteState state = run.state();
        RouteState.Retrying retrying = state instanceof RouteState.Retrying r ? r : null;
        Map<String, Progress> topics = new TreeMap<>();
        run.positions().asMap().forEach((topic, position) -> {
            StreamStore.Lag lag = lags.get(topic);
            topics.put(
                    topic.topicName(),
                    new Progress(
                            position.toString(), lag == null ? null : lag.events(), lag == null ? null : lag.millis()));
        });
        return new RouteView(
                route.id().value(),
                source(route.source()),
                new FilterView(
                        route.filter().types().stream().sorted().toList(),
                        route.filter().subjects().stream()
                                .map(glob -> glob.pattern())
                                .toList()),
                sink(route.sink()),
                from(route.from()),
                route.batch(),
                state.getClass().getSimpleName(),
                state.since(),
                retrying == null ? null : retrying.attempt(),
                retrying == null ? null : retrying.cause(),
                run.delivered(),
                run.deadLetters(),
                topics);
    }

    private static SourceView source(Route.Source source) {
        return switch (source) {
            case Route.StreamSource(List<Topic> topics) ->
                new SourceView("stream", topics.stream().map(Topic::topicName).toList());
        };
    }

    private static SinkView sink(Route.Sink sink) {
        return switch (sink) {
            case Route.PushSink push -> new SinkView("push");
        };
    }

    private static String from(Route.From from) {
        return switch (from) {
            case Route.From.New ignored -> "new";
            case Route.From.Oldest ignored -> "oldest";
            case Route.From.Id(var after) -> "id:" + after;
            case Route.From.Time(Instant instant) -> "time:" + instant;
        };
    }
}
