// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How this instance answered during the last minute: time to the answer's head (a push stream has no end) and share of
 * 5xx. Probes, scrapes and upgrades are not counted.
 */
@Singleton
class AnswersSensor implements Sensor {

    /** Before everything of Quarkus' and ours, or the time spent there would be missing; the highest goes first. */
    private static final int FIRST = 20_000;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int STEPS = 6;
    private static final int SERVER_ERROR = 500;
    private static final int UPGRADED = 101;
    private static final double PERCENT = 100;

    private record Mark(long nanos, long answers, long errors) {}

    private final TimeSource time;
    private final int fewest;
    private final Timer times;
    private final LongAdder answers = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Deque<Mark> marks = new ArrayDeque<>();

    AnswersSensor(HealthConfig config, TimeSource time, MeterRegistry meters) {
        this.time = time;
        this.fewest = config.minRequests();
        this.times = Timer.builder("ballast_http_response")
                .publishPercentiles(0.5, 0.95, 0.99)
                .distributionStatisticExpiry(WINDOW)
                .distributionStatisticBufferLength(STEPS)
                .register(meters);
        marks.add(new Mark(time.nanos(), 0, 0));
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext context) {
        String path = context.request().path();
        if (path == null || !(path.startsWith("/q/") || path.startsWith("/health"))) {
            long began = time.nanos();
            context.addHeadersEndHandler(sent -> answered(context.response().getStatusCode(), time.nanos() - began));
        }
        context.next();
    }

    void answered(int status, long nanos) {
        if (status == UPGRADED) {
            return;
        }
        times.record(nanos, TimeUnit.NANOSECONDS);
        answers.increment();
        if (status >= SERVER_ERROR) {
            errors.increment();
        }
    }

    @Override
    public Map<Check, Double> measure() {
        Map<Check, Double> measured = new EnumMap<>(Check.class);
        Mark now = new Mark(time.nanos(), answers.sum(), errors.sum());
        while (marks.size() > 1 && now.nanos() - marks.getFirst().nanos() > WINDOW.toNanos()) {
            marks.removeFirst();
        }
        Mark then = marks.getFirst();
        marks.addLast(now);
        long answered = now.answers() - then.answers();
        if (answered >= fewest) {
            measured.put(Check.ERROR_RATE, PERCENT * (now.errors() - then.errors()) / answered);
            for (ValueAtPercentile quantile : times.takeSnapshot().percentileValues()) {
                measured.put(check(quantile.percentile()), quantile.value(TimeUnit.MILLISECONDS));
            }
        }
        return measured;
    }

    private static Check check(double quantile) {
        return quantile < 0.9
                ? Check.RESPONSE_TIME_P50
                : quantile < 0.97 ? Check.RESPONSE_TIME_P95 : Check.RESPONSE_TIME_P99;
    }
}
