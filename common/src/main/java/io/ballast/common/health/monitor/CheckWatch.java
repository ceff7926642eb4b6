// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.health.trend.DeviationScore;
import io.ballast.common.health.trend.LinearForecast;
import io.ballast.common.health.trend.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One check over time: its window, its forecast, its score, and the three alarms they drive. */
final class CheckWatch {

    /** An anomaly this small against the limit is none, however steady the series was. */
    private static final double FLOOR_SHARE = 0.02;

    private static final double SCORE_ENDS_AT = 0.75;
    private static final double HUNDREDTHS = 100;

    private final Check check;
    private final double limit;
    private final Series series;
    private final LinearForecast forecasting;
    private final DeviationScore scoring;
    private final Map<Alarm.Kind, Alarm> alarms = new EnumMap<>(Alarm.Kind.class);
    private double value = Double.NaN;
    private double forecast = Double.NaN;
    private double score = Double.NaN;

    CheckWatch(Check check, HealthConfig config) {
        require(config.sampleEvery().isPositive(), "sample-every must be positive");
        require(config.window().compareTo(config.sampleEvery()) >= 0, "window must not be shorter than sample-every");
        require(config.hysteresis() >= 0 && config.hysteresis() < 1, "hysteresis must be from 0 to below 1");
        require(config.confirmations() >= 1, "confirmations must be at least 1");
        require(config.anomalyHistory() >= 2, "anomaly-history must be at least 2");
        require(check.limit(config.limits()) > 0, "limits of " + check.id() + " must be positive");
        this.check = check;
        this.limit = check.limit(config.limits());
        this.series = new Series((int) Math.max(2, config.window().dividedBy(config.sampleEvery())));
        this.forecasting = new LinearForecast(config.forecastAhead(), config.forecastHistory());
        this.scoring = new DeviationScore(config.anomalyHistory(), limit * FLOOR_SHARE);
        double off = limit * (1 - config.hysteresis());
        double deviations = config.anomalyDeviations();
        int times = config.confirmations();
        alarms.put(Alarm.Kind.THRESHOLD, new Alarm(limit, off, times));
        alarms.put(Alarm.Kind.FORECAST, new Alarm(limit, off, times));
        alarms.put(Alarm.Kind.ANOMALY, new Alarm(deviations, deviations * SCORE_ENDS_AT, times));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("ballast.health." + what);
        }
    }

    /** Takes a measurement, null where there is none; tells the alarms that began or ended with it. */
    synchronized List<Alert> sample(long nanos, @Nullable Double measured) {
        value = measured == null ? Double.NaN : measured;
        forecast = Double.NaN;
        score = Double.NaN;
        if (measured != null) {
            series.add(nanos, measured);
            forecast = forecasting.of(series).stream()
                    .map(check::possible)
                    .findFirst()
                    .orElse(Double.NaN);
            score = scoring.of(series).orElse(Double.NaN);
        }
        List<Alert> alerts = new ArrayList<>();
        alarms.forEach((kind, alarm) -> {
            if (!(kind == Alarm.Kind.FORECAST && isHistory(alarm)) && alarm.observe(driver(kind))) {
                alerts.add(new Alert(kind, alarm.active(), series.value(series.size() - 1), reading()));
            }
        });
        return alerts;
    }

    /** What is there already need not be foreseen any more. */
    private boolean isHistory(Alarm forecastAlarm) {
        return alarmed(Alarm.Kind.THRESHOLD) && !forecastAlarm.active();
    }

    private double driver(Alarm.Kind kind) {
        return switch (kind) {
            case THRESHOLD -> value;
            case FORECAST -> forecast;
            case ANOMALY -> score;
        };
    }

    synchronized CheckReading reading() {
        Set<Alarm.Kind> on = new TreeSet<>();
        alarms.forEach((kind, alarm) -> {
            if (alarm.active()) {
                on.add(kind);
            }
        });
        String calm = Double.isNaN(value) ? "insufficient" : "ok";
        String status = on.stream()
                .findFirst()
                .map(k -> k.name().toLowerCase(Locale.ROOT))
                .orElse(calm);
        return new CheckReading(
                check,
                check.unit(),
                rounded(value),
                limit,
                rounded(forecast),
                rounded(score),
                status,
                on,
                series.size());
    }

    synchronized boolean alarmed(Alarm.Kind kind) {
        Alarm alarm = alarms.get(kind);
        return alarm != null && alarm.active();
    }

    private static @Nullable Double rounded(double exact) {
        return Double.isNaN(exact) ? null : Math.round(exact * HUNDREDTHS) / HUNDREDTHS;
    }
}
