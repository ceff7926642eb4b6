// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.feed;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import io.ballast.common.lease.Leases;
import io.ballast.common.redis.RedisTopicConsumers;
import io.ballast.common.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** All feeds of this service, each contended for by itself. */
@ApplicationScoped
class Feeds implements DiagnosticContribution {

    private final Leases leases;
    private final List<FeedReading> readings;

    Feeds(
            @All List<Feed> feeds,
            Leases leases,
            RedisTopicConsumers consumers,
            TimeSource time,
            MeterRegistry meters,
            Vertx vertx) {
        this.leases = leases;
        // away from the contexts of requests: what they carry (spans, sessions) is none of the feeds'
        Context loop = ((VertxInternal) vertx).createEventLoopContext();
        this.readings = feeds.stream()
                .map(feed ->
                        new FeedReading(feed, consumers, tenure -> new FeedHandler(feed, tenure, loop, time, meters)))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        readings.forEach(reading -> reading.contend(leases));
    }

    void stop(@Observes ShutdownEvent event) {
        readings.forEach(FeedReading::lost);
    }

    @Override
    public List<Component> components() {
        return readings.stream().map(FeedReading::component).toList();
    }
}
