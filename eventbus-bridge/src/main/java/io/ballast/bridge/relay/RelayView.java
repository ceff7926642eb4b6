// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ballast.bridge.route.Route;
import io.ballast.bridge.route.RouteState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A route from stream to stream as the REST interface shows it.
 *
 * @param delivered events on the target, as it counts them
 * @param retries times source or target failed, as this instance counts them; as are dead letters and holes
 * @param version counts its changes, 0 as configured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RelayView(
        String id,
        SourceView source,
        FilterView filter,
        MapView map,
        SinkView sink,
        String from,
        int batch,
        String priority,
        String state,
        Instant stateSince,
        @Nullable Integer attempt,
        @Nullable String cause,
        @Nullable String actor,
        long version,
        long delivered,
        double eventsPerSecond,
        long retries,
        long deadLetters,
        long ledgerHoles,
        Map<String, Progress> topics) {

    record SourceView(String type, List<String> topics, String group, String redis) {}

    record FilterView(List<String> types, List<String> subjects, List<ConditionView> data) {}

    record ConditionView(String pointer, String op, Object value) {}

    record MapView(Map<String, String> set, List<String> drop, List<String> project) {}

    record SinkView(String type, String topic, String redis) {}

    /**
     * @param position id of the last entry carried
     * @param lagEvents entries not carried yet; 1000 stands for more; null if not known
     * @param seam how reading went on when the lane was last taken up here
     * @param carriedBy the instance, null if none says so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(
            String position,
            @Nullable Long lagEvents,
            @Nullable Long lagMillis,
            @Nullable String seam,
            @Nullable String carriedBy) {}

    static RelayView of(RelayRun run, RelaySampling sampling, String self) {
        RelayRoute route = run.route();
        RouteState state = run.state();
        RouteState.Retrying retrying = state instanceof RouteState.Retrying r ? r : null;
        Map<String, Progress> topics = new TreeMap<>();
        long delivered = 0;
        double rate = 0;
        LaneSample.Elsewhere elsewhere = null;
        for (LaneRun lane : run.lanes()) {
            LaneSample sample = sampling.of(lane.lane());
            delivered += sample.delivered();
            rate += sample.perSecond();
            elsewhere = sample.elsewhere() == null ? elsewhere : sample.elsewhere();
            topics.put(name(run, lane.lane()), progress(lane, sample, self));
        }
        boolean told = elsewhere != null && state instanceof RouteState.Starting;
        return new RelayView(
                route.id().value(),
                new SourceView(
                        "stream",
                        route.source().topics(),
                        route.source().group(),
                        route.source().redis()),
                filter(route),
                map(route),
                new SinkView("stream", route.sink().topic(), route.sink().redis()),
                from(route.from()),
                route.batch(),
                route.priority().name().toLowerCase(Locale.ROOT),
                told && elsewhere != null ? elsewhere.state() : state.getClass().getSimpleName(),
                state.since(),
                retrying == null ? null : retrying.attempt(),
                retrying == null
                        ? (told && elsewhere != null && !elsewhere.cause().isEmpty() ? elsewhere.cause() : null)
                        : retrying.cause(),
                run.desired() == null ? null : run.desired().actor(),
                run.desired() == null ? 0 : run.desired().version(),
                delivered,
                Math.round(rate * 10) / 10.0,
                run.meters().retries(),
                run.meters().deadLetters(),
                run.meters().holes(),
                topics);
    }

    private static String name(RelayRun run, Lane lane) {
        return run.lanes().size() == run.route().source().topics().size() ? lane.topic() : lane.stream();
    }

    private static Progress progress(LaneRun lane, LaneSample sample, String self) {
        String carriedBy = lane.owned()
                ? self
                : sample.elsewhere() == null ? null : sample.elsewhere().instance();
        return new Progress(
                sample.mark().isEmpty() ? "0-0" : Mark.parse(sample.mark()).at().toString(),
                sample.lagEvents() < 0 ? null : sample.lagEvents(),
                sample.lagMillis() < 0 ? null : sample.lagMillis(),
                lane.seam() == null ? null : lane.seam().name().toLowerCase(Locale.ROOT),
                carriedBy);
    }

    private static FilterView filter(RelayRoute route) {
        return new FilterView(
                route.filter().types().stream().sorted().toList(),
                route.filter().subjects().stream().map(glob -> glob.pattern()).toList(),
                route.filter().data().stream()
                        .map(each -> new ConditionView(
                                each.pointer().toString(), each.operator().sign(), each.value()))
                        .toList());
    }

    private static MapView map(RelayRoute route) {
        return new MapView(
                route.map().set(),
                route.map().drop().stream().sorted().toList(),
                route.map().project().stream().map(Object::toString).toList());
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
