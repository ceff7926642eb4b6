// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.diagnosis;

import io.ballast.common.health.Component;
import io.ballast.common.health.Component.Kind;
import io.ballast.common.health.diagnosis.Finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Venues that are away, routes that stand still, lag behind, or set entries aside. */
final class WorkerRule implements Rule {

    private static final long MANY_EVENTS = 1000;
    private static final double MANY_SECONDS = 60;
    private static final Duration RECENT = Duration.ofMinutes(15);

    @Override
    public Stream<Finding> apply(Facts facts, List<Finding> found) {
        boolean redisAway = found.stream().anyMatch(f -> f.problem().startsWith("redis-"));
        return Stream.of(
                        facts.of(Kind.VENUE).filter(v -> !v.working()).map(WorkerRule::venueAway),
                        facts.of(Kind.ROUTE)
                                .filter(r -> !r.working() && !redisAway)
                                .map(WorkerRule::routeAway),
                        facts.of(Kind.ROUTE).filter(WorkerRule::lags).map(WorkerRule::lag),
                        facts.of(Kind.ROUTE).filter(r -> setsAside(r, facts)).map(WorkerRule::deadLetters))
                .flatMap(findings -> findings);
    }

    private static Finding venueAway(Component venue) {
        String why =
                switch (Cause.of(venue.lastError())) {
                    case NOT_RUNNING, UNKNOWN_HOST, NOT_ANSWERING ->
                        "it cannot be reached: look at the venue's status page, then at DNS, firewall and proxy here, and at"
                                + " the venue's address in the configuration";
                    default ->
                        "look at its last error and the venue's status page; a refused subscription is a wrong symbol or"
                                + " channel in the configuration";
                };
        return new Finding(
                "venue-away",
                Severity.CRITICAL,
                venue.name(),
                "its books are withdrawn from the consolidated view; other venues still serve. State: " + venue.state(),
                venue.lastError(),
                why + ". It is dialled for ever; nothing needs a restart",
                null);
    }

    private static Finding routeAway(Component route) {
        return new Finding(
                "route-away",
                Severity.CRITICAL,
                route.name(),
                "it carries nothing now; its position is kept. State: " + route.state(),
                route.lastError(),
                "bring back its source or sink (the error names it); the route goes on by itself where it was",
                null);
    }

    private static boolean lags(Component route) {
        return number(route, "lag_events") >= MANY_EVENTS || number(route, "lag_seconds") >= MANY_SECONDS;
    }

    private static Finding lag(Component route) {
        return new Finding(
                "stream-lag",
                Severity.WARNING,
                route.name(),
                "events arrive late, and are lost if the stream's retention catches up",
                "lag_events=" + route.figures().get("lag_events") + " lag_seconds="
                        + route.figures().get("lag_seconds"),
                "look at this instance's processors and the sink's speed; raise the route's batch, or narrow its filter",
                null);
    }

    private static boolean setsAside(Component route, Facts facts) {
        return route.figures().get("last_dead_letter_at") instanceof java.time.Instant at
                && Duration.between(at, facts.at()).compareTo(RECENT) < 0;
    }

    private static Finding deadLetters(Component route) {
        return new Finding(
                "dead-letters",
                Severity.WARNING,
                route.name(),
                "entries that cannot be carried are set aside in ballast:stream:dlq:"
                        + route.figures().get("route"),
                "dead_letters=" + route.figures().get("dead_letters") + " last: "
                        + route.figures().get("last_dead_letter"),
                "read them (XREVRANGE ballast:stream:dlq:" + route.figures().get("route")
                        + " + - COUNT 10): the cause names the attribute, source the producer to correct; then delete them"
                        + " (XDEL) or send corrected events",
                null);
    }

    private static double number(Component component, String figure) {
        return component.figures().get(figure) instanceof Number number ? number.doubleValue() : 0;
    }
}
