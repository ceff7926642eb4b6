// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.observability.Tracing;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.market.venue.VenueRest.RestFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.SplittableRandom;

/** Gives every venue a loop, counters, traces and a breaker of its own over shared clients. */
@ApplicationScoped
class VenueRuntimes {

    private final Vertx vertx;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private final Breakers breakers;
    private final MarketConfig limits;
    private final VenueSockets sockets;
    private final VenueRest rest;

    VenueRuntimes(
            Vertx vertx,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Tracing tracing,
            Breakers breakers,
            MarketConfig limits) {
        this.vertx = vertx;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
        this.tracing = tracing;
        this.breakers = breakers;
        this.limits = limits;
        this.sockets = new VenueSockets(vertx, limits.connectTimeout(), limits.maxMessageBytes());
        this.rest = new VenueRest(vertx, limits.restTimeout(), limits.maxMessageBytes(), time);
    }

    VenueRuntime of(VenueId venue) {
        return new VenueRuntime(
                new VenueLoop(vertx),
                time,
                timer,
                sockets,
                url -> guarded(venue, url),
                new SampledFrameTrace(venue, tracing, limits.traceRatio(), new SplittableRandom()),
                new VenueMeters(meters, venue),
                limits);
    }

    private Uni<Line.Reply> guarded(VenueId venue, String url) {
        return breakers.guarded("venue-" + venue, () -> rest.get(url))
                .onFailure()
                .recoverWithItem(failure -> new Line.Reply.Failed(
                        String.valueOf(failure.getMessage()),
                        failure instanceof RestFailure refused ? refused.retryAfter() : null));
    }
}
