// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import io.ballast.bridge.delivery.Positions;
import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Every route of this instance. Started with the service; a route that is configured wrongly stops the start. */
@ApplicationScoped
class Routes {

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final Duration SAMPLE_LAG_EVERY = Duration.ofSeconds(1);

    private final RouteConfig config;
    private final StreamStore store;
    private final EventSink sink;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final Map<String, RouteRun> runs = new TreeMap<>();
    private final Map<String, Map<Topic, StreamStore.Lag>> lags = new ConcurrentHashMap<>();
    private final List<StreamStore.Reading> readings = new ArrayList<>();
    private volatile boolean closed;

    Routes(RouteConfig config, StreamStore store, EventSink sink, TimeSource time, Timer timer, MeterRegistry meters) {
        this.config = config;
        this.store = store;
        this.sink = sink;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        new TreeMap<>(config.byId()).forEach(this::start);
        if (runs.isEmpty()) {
            LOG.warn("no route is configured: push clients will be told that nothing is carried");
        }
        sampleLag();
    }

    private void start(String id, RouteConfig.Settings settings) {
        if (settings.sink().type().equals("stream")) {
            return; // carried by relay
        }
        RouteRun run;
        try {
            Route route = RouteParser.parse(id, settings);
            run = new RouteRun(route, store, sink, time, meters);
            if (settings.enabled()) {
                sink.add(route);
            } else {
                run.disabled();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("ballast.bridge.routes." + id + "." + e.getMessage(), e);
        }
        runs.put(id, run);
        Tags tags = Tags.of("route", id);
        meters.gauge("ballast_stream_lag_events", tags, this, routes -> routes.lagEvents(id));
        meters.gauge("ballast_stream_lag_seconds", tags, this, routes -> routes.lagMillis(id) / 1000.0);
        if (settings.enabled()) {
            readings.add(store.open(run.route(), run));
        }
    }

    @PreDestroy
    void stop() {
        closed = true;
        readings.forEach(StreamStore.Reading::close);
    }

    Collection<RouteRun> all() {
        return List.copyOf(runs.values());
    }

    Optional<RouteRun> named(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** As of a second ago; empty until the first answer. */
    Map<Topic, StreamStore.Lag> lag(String id) {
        return lags.getOrDefault(id, Map.of());
    }

    long lagEvents(String id) {
        return lag(id).values().stream().mapToLong(StreamStore.Lag::events).sum();
    }

    long lagMillis(String id) {
        return lag(id).values().stream()
                .mapToLong(StreamStore.Lag::millis)
                .max()
                .orElse(0);
    }

    private void sampleLag() {
        if (closed) {
            return;
        }
        runs.forEach((id, run) -> {
            Positions positions = run.positions();
            if (!positions.topics().isEmpty()) {
                store.lag(positions)
                        .subscribe()
                        .with(
                                lag -> lags.put(id, lag),
                                failure -> LOG.debugf("lag unknown: route=%s error=%s", id, failure.getMessage()));
            }
        });
        timer.after(SAMPLE_LAG_EVERY, this::sampleLag);
    }
}
