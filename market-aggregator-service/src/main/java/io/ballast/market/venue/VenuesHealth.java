// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.health.HealthContribution;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The venues in {@code /health}. A venue that is away degrades the view; the others and the history still serve. */
@ApplicationScoped
class VenuesHealth implements HealthContribution, DiagnosticContribution {

    private final Venues venues;

    VenuesHealth(Venues venues) {
        this.venues = venues;
    }

    @Override
    public String name() {
        return "venues";
    }

    @Override
    public Status status() {
        return venues.feeds().stream().anyMatch(feed -> feed.state() == FeedState.DOWN)
                ? Status.DEGRADED
                : Status.HEALTHY;
    }

    @Override
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        venues.feeds().forEach(feed -> report.put(feed.venue().value(), feed.state()));
        return report;
    }

    @Override
    public List<Component> components() {
        return venues.feeds().stream().map(VenuesHealth::component).toList();
    }

    /** Working is what brings data: a connection alone, to a venue that refuses every subscription, is not. */
    private static Component component(VenueFeed feed) {
        LinkStats link = feed.link();
        boolean working =
                switch (feed.state()) {
                    case LIVE, SYNCING, GAP -> link.up();
                    case CONNECTING -> link.consecutiveFailures() == 0;
                    case STALE, DOWN -> false;
                };
        return new Component(
                link.name(),
                Component.Kind.VENUE,
                feed.state().name(),
                working,
                link.state() instanceof LinkState.Up(Instant since) ? since : null,
                link.lastError(),
                link.lastErrorAt(),
                feed.lastData(),
                Map.of("attempts", link.attempts(), "consecutive_failures", link.consecutiveFailures()));
    }
}
