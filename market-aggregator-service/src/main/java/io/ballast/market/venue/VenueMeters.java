// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.Supervisor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What one venue is counted by. */
final class VenueMeters {

    private final MeterRegistry registry;
    private final Tags venue;
    private final Counter frames;
    private final Counter gaps;
    private final Counter checksumFailures;
    private final Timer frameTime;
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    // held here because gauges hold what they measure weakly
    private volatile Supplier<FeedState> state = () -> FeedState.CONNECTING;
    private volatile DoubleSupplier age = () -> Double.NaN;

    VenueMeters(MeterRegistry registry, VenueId id) {
        this.registry = registry;
        this.venue = Tags.of("venue", id.value());
        this.frames = registry.counter("ballast_market_frames", venue);
        this.gaps = registry.counter("ballast_market_gaps", venue);
        this.checksumFailures = registry.counter("ballast_market_checksum_failures", venue);
        this.frameTime = registry.timer("ballast_market_frame");
    }

    /** Shows the venue's link, its state as one gauge per state, and the age of its newest data in seconds. */
    void watch(Supervisor link, Supplier<FeedState> venueState, DoubleSupplier ageSeconds) {
        LinkMeters.watch(link, registry);
        state = venueState;
        age = ageSeconds;
        for (FeedState each : FeedState.values()) {
            registry.gauge(
                    "ballast_market_state",
                    venue.and("state", each.name().toLowerCase(Locale.ROOT)),
                    this,
                    meters -> meters.state.get() == each ? 1 : 0);
        }
        registry.gauge("ballast_market_data_age_seconds", venue, this, meters -> meters.age.getAsDouble());
    }

    void frame(long nanos) {
        frames.increment();
        frameTime.record(Duration.ofNanos(nanos));
    }

    void gap() {
        gaps.increment();
    }

    void checksumFailure() {
        checksumFailures.increment();
    }

    /** @param kind one of a small fixed set */
    void rejected(String kind) {
        rejected.computeIfAbsent(kind, k -> registry.counter("ballast_market_frames_rejected", venue.and("kind", k)))
                .increment();
    }

    long frames() {
        return (long) frames.count();
    }

    long gaps() {
        return (long) gaps.count();
    }

    long checksumFailures() {
        return (long) checksumFailures.count();
    }

    long rejected() {
        return (long) rejected.values().stream().mapToDouble(Counter::count).sum();
    }
}
