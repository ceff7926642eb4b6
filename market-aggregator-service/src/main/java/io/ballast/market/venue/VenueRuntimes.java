// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.observability.Tracing;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.common.web.client.GuardedHttp;
import io.ballast.common.web.client.HttpCall;
import io.ballast.common.web.client.HttpFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.SplittableRandom;

/** Gives every venue a loop, counters, traces and a breaker of its own over shared clients. */
@ApplicationScoped
class VenueRuntimes {

    private final Vertx vertx;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private final GuardedHttp http;
    private final WireTap tap;
    private final MarketConfig limits;
    private final VenueSockets sockets;

    VenueRuntimes(
            Vertx vertx,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Tracing tracing,
            GuardedHttp http,
            WireTap tap,
            MarketConfig limits) {
        this.vertx = vertx;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
        this.tracing = tracing;
        this.http = http;
        this.tap = tap;
        this.limits = limits;
        this.sockets = new VenueSockets(vertx, limits.connectTimeout(), limits.maxMessageBytes());
    }

    VenueRuntime of(VenueId venue) {
        return new VenueRuntime(
                new VenueLoop(vertx),
                time,
                timer,
                sockets,
                url -> reply(http, "venue-" + venue, url, limits),
                new SampledFrameTrace(venue, tracing, limits.traceRatio(), new SplittableRandom()),
                tap,
                new VenueMeters(meters, venue),
                limits);
    }

    /** What the venue says, or why it says nothing. */
    static Uni<Line.Reply> reply(GuardedHttp http, String breaker, String url, MarketConfig limits) {
        HttpCall call = HttpCall.get(URI.create(url)).within(limits.restTimeout(), limits.maxMessageBytes());
        return http.send(breaker, call)
                .map(answer -> answer.ok()
                        ? new Line.Reply.Ok(answer.body())
                        : (Line.Reply) new Line.Reply.Refused(answer.status()))
                .onFailure()
                .recoverWithItem(failure -> new Line.Reply.Failed(
                        String.valueOf(failure.getMessage()),
                        failure instanceof HttpFailure refused ? refused.retryAfter() : null));
    }
}
