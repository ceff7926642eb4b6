// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.health.HealthContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** The venues in {@code /health}. A venue that is away degrades the view; the others and the history still serve. */
@ApplicationScoped
class VenuesHealth implements HealthContribution {

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
}
