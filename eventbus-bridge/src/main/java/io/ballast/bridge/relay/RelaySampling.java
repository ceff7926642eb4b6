// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Each lane's latest sample, taken anew each second; what cannot be sampled keeps its last. */
@ApplicationScoped
class RelaySampling {

    private static final Logger LOG = Logger.getLogger(RelaySampling.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Relays relays;
    private final RedisLaneSampler sampler;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final Map<String, LaneSample> samples = new ConcurrentHashMap<>();
    private final Map<String, Long> takenAt = new ConcurrentHashMap<>();
    private final Set<String> gauged = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RelaySampling(Relays relays, RedisLaneSampler sampler, TimeSource time, Timer timer, MeterRegistry meters) {
        this.relays = relays;
        this.sampler = sampler;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        timer.after(EVERY, this::take);
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
    }

    LaneSample of(Lane lane) {
        return samples.getOrDefault(lane.leaseName(), LaneSample.NONE);
    }

    long lagEvents(RelayRun run) {
        return run.lanes().stream()
                .mapToLong(lane -> Math.max(0, of(lane.lane()).lagEvents()))
                .sum();
    }

    long lagMillis(RelayRun run) {
        return run.lanes().stream()
                .mapToLong(lane -> Math.max(0, of(lane.lane()).lagMillis()))
                .max()
                .orElse(0);
    }

    private void take() {
        if (closed) {
            return;
        }
        for (RelayRun run : relays.all()) {
            gauge(run.route().id().value());
            run.lanes().forEach(this::take);
        }
        timer.after(EVERY, this::take);
    }

    private void take(LaneRun lane) {
        String name = lane.lane().leaseName();
        long now = time.nanos();
        double seconds = Math.max(0.1, (now - takenAt.getOrDefault(name, now - EVERY.toNanos())) / 1e9);
        sampler.sample(lane, of(lane.lane()), seconds)
                .subscribe()
                .with(
                        sample -> {
                            takenAt.put(name, now);
                            samples.put(name, sample);
                        },
                        failure -> LOG.debugf("lag unknown: lane=%s error=%s", name, failure.getMessage()));
    }

    private void gauge(String id) {
        if (gauged.add(id)) {
            Tags tags = Tags.of("route", id);
            meters.gauge("ballast_stream_lag_events", tags, this, all -> all.lagEvents(id));
            meters.gauge("ballast_stream_lag_seconds", tags, this, all -> all.lagMillis(id) / 1000.0);
        }
    }

    private long lagEvents(String id) {
        return relays.named(id).map(this::lagEvents).orElse(0L);
    }

    private long lagMillis(String id) {
        return relays.named(id).map(this::lagMillis).orElse(0L);
    }
}
