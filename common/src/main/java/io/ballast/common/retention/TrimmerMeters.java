// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the trimmer measures; gauges have a value on the instance that trims, and none elsewhere. */
@ApplicationScoped
class TrimmerMeters {

    static final String HARD_CAP = "hard_cap";

    private final MeterRegistry meters;

    /** By topic and stream, the share of its cap that a stream takes. */
    private final Map<String, Map<String, Double>> fill = new ConcurrentHashMap<>();

    TrimmerMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void dropped(StreamName stream, long count) {
        meters.counter("ballast_events_dropped", "topic", stream.label(), "reason", HARD_CAP)
                .increment(count);
    }

    void size(StreamName stream, double shareOfCap) {
        fill.computeIfAbsent(stream.label(), this::registered).put(stream.key(), shareOfCap);
    }

    private Map<String, Double> registered(String topic) {
        Map<String, Double> streams = new ConcurrentHashMap<>();
        Gauge.builder("ballast_stream_fill_ratio", streams, TrimmerMeters::fullest)
                .description("share of its hard cap that the fullest stream of the topic takes")
                .tag("topic", topic)
                .register(meters);
        return streams;
    }

    private static double fullest(Map<String, Double> streams) {
        return streams.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** This instance measures no more. */
    void clear() {
        fill.values().forEach(Map::clear);
    }
}
