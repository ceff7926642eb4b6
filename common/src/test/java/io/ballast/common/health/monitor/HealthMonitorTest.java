// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.common.events.Catalogue;
import io.ballast.common.events.EventPublisher;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service's life in manual time: what it measures is written down, what it announces is counted. */
class HealthMonitorTest {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Map<Check, Double> now = new EnumMap<>(Check.class);
    private final List<EventPublisher.Outgoing> published = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HealthConfig config = Settings.of(HealthConfig.class, "ballast.health", "buffer=5");
    private boolean redisAway;
    private final HealthMonitor monitor = new HealthMonitor(
            List.of(() -> now),
            config,
            new ServiceInstance("market", "market@here-1"),
            time,
            new ObjectMapper(),
            this::publish,
            meters);

    private Uni<Void> publish(List<EventPublisher.Outgoing> events) {
        if (redisAway) {
            return Uni.createFrom().failure(new IllegalStateException("Redis is away"));
        }
        assertThat(events).allSatisfy(o -> assertThat(Catalogue.problem(o.topic(), o.event()))
                .isEmpty());
        published.addAll(events);
        return Uni.createFrom().voidItem();
    }

    private void sample(Check check, double value) {
        now.put(check, value);
        time.advance(EVERY);
        monitor.sample();
    }

    private void samples(Check check, int count, IntToDoubleFunction value) {
        for (int i = 0; i < count; i++) {
            sample(check, value.applyAsDouble(i));
        }
    }

    private CheckReading reading(Check check) {
        return monitor.readings().get(check.ordinal());
    }

    private List<String> told() {
        return published.stream()
                .map(o -> o.event().type() + " " + o.event().subject() + " "
                        + data(o).path("state").asText())
                .toList();
    }

    private static JsonNode data(EventPublisher.Outgoing outgoing) {
        try {
            return new ObjectMapper().readTree(outgoing.event().data());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCrossingIsToldOnceAndItsEndOnce() {
        samples(Check.DISK, 20, i -> 89.9);
        assertThat(told()).isEmpty();

        samples(Check.DISK, 200, i -> 90);
        assertThat(told()).containsExactly("health.threshold market/disk raised");
        JsonNode data = data(published.getFirst());
        assertThat(data.path("value").asDouble()).isEqualTo(90);
        assertThat(data.path("limit").asDouble()).isEqualTo(90);
        assertThat(data.path("forecast").isNull()).as("too little history").isTrue();
        assertThat(published.getFirst().topic().topicName()).isEqualTo("health.alerts");

        samples(Check.DISK, 200, i -> 80);
        assertThat(told().stream().filter(t -> t.startsWith("health.threshold")))
                .containsExactly("health.threshold market/disk raised", "health.threshold market/disk cleared");
    }

    @Test
    void swingingAroundTheLimitDoesNotFlap() {
        samples(Check.CPU, 3, i -> 81);
        samples(Check.CPU, 340, i -> i % 2 == 0 ? 79 : 81);
        samples(Check.CPU, 340, i -> i % 4 == 0 ? 70 : 81);

        assertThat(told()).containsExactly("health.threshold market/cpu raised");
    }

    @Test
    void aSingleSpikeIsNoCrossing() {
        samples(Check.CPU, 300, i -> i % 50 == 0 ? 100 : 40);

        assertThat(told()).isEmpty();
    }

    @Test
    void whatFillsUpIsForeseenOnceAQuarterOfAnHourBefore() {
        samples(Check.DISK, 361, i -> 60 + i * 20 / 360.0); // 20 percent in an hour: at 80 now, 85 in 15 minutes
        assertThat(reading(Check.DISK).forecast()).isEqualTo(85);
        assertThat(told()).isEmpty();

        samples(Check.DISK, 100, i -> 80 + i * 20 / 360.0);

        assertThat(told()).containsExactly("health.forecast market/disk raised");
        assertThat(data(published.getFirst()).path("forecast").asDouble()).isBetween(90.0, 90.3);
        assertThat(data(published.getFirst()).path("value").asDouble()).isBetween(85.0, 85.3);
        assertThat(reading(Check.DISK).status()).isEqualTo("forecast");
    }

    @Test
    void aJumpBelowTheLimitIsAnAnomalyOnce() {
        samples(Check.RESPONSE_TIME_P99, 360, i -> i % 2 == 0 ? 95 : 105); // mean 100, deviation 5, floor 20
        assertThat(told()).isEmpty();

        samples(Check.RESPONSE_TIME_P99, 3, i -> 300);

        assertThat(told()).containsExactly("health.anomaly market/response_time_p99 raised");
        assertThat(data(published.getFirst()).path("score").asDouble()).isGreaterThan(2);

        samples(Check.RESPONSE_TIME_P99, 10, i -> 100);
        assertThat(told())
                .containsExactly(
                        "health.anomaly market/response_time_p99 raised",
                        "health.anomaly market/response_time_p99 cleared");
    }

    @Test
    void withoutMeasurementsNothingIsKnownAndNothingIsAlarmed() {
        samples(Check.CPU, 400, i -> 1);

        CheckReading unknown = reading(Check.ERROR_RATE);
        assertThat(unknown.status()).isEqualTo("insufficient");
        assertThat(unknown.value()).isNull();
        assertThat(unknown.forecast()).isNull();
        assertThat(unknown.anomalyScore()).isNull();
        assertThat(told()).isEmpty();
    }

    @Test
    void anAlarmEndsWhenNothingCanBeMeasuredAnyMore() {
        samples(Check.ERROR_RATE, 3, i -> 50);
        now.clear();

        for (int i = 0; i < 3; i++) {
            time.advance(EVERY);
            monitor.sample();
        }

        assertThat(told())
                .containsExactly(
                        "health.threshold market/error_rate raised", "health.threshold market/error_rate cleared");
        assertThat(data(published.getLast()).path("value").asDouble()).isEqualTo(50);
    }

    @Test
    void fewMeasurementsHaveAValueAndNothingElse() {
        samples(Check.MEMORY, 20, i -> i * 4);

        assertThat(reading(Check.MEMORY).value()).isEqualTo(76);
        assertThat(reading(Check.MEMORY).forecast())
                .as("would be over 100 percent")
                .isNull();
        assertThat(reading(Check.MEMORY).anomalyScore()).isNull();
        assertThat(told()).isEmpty();
    }

    @Test
    void whileRedisIsAwayAlertsWaitInABoundedBuffer() {
        redisAway = true;
        for (int i = 0; i < 4; i++) {
            samples(Check.ERROR_RATE, 3, s -> 50);
            samples(Check.ERROR_RATE, 3, s -> 0);
        }
        assertThat(published).isEmpty();
        redisAway = false;

        sample(Check.ERROR_RATE, 0);

        assertThat(told())
                .containsExactly(
                        "health.threshold market/error_rate cleared",
                        "health.threshold market/error_rate raised",
                        "health.threshold market/error_rate cleared",
                        "health.threshold market/error_rate raised",
                        "health.threshold market/error_rate cleared");
        assertThat(meters.get("ballast_events_dropped")
                        .tag("topic", "health.alerts")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(published.stream().map(o -> o.event().id())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-every=0s", "window=1s", "hysteresis=1", "confirmations=0", "limits.cpu-percent=0"})
    void aSettingThatCannotWorkIsNamed(String setting) {
        HealthConfig wrong = Settings.of(HealthConfig.class, "ballast.health", setting);

        assertThatThrownBy(() -> new CheckWatch(Check.CPU, wrong))
                .hasMessageStartingWith("ballast.health." + setting.split("[=.]")[0]);
    }

    @Test
    void theAlarmsAreMeters() {
        samples(Check.DISK, 3, i -> 95);

        assertThat(meters.get("ballast_health_alarm")
                        .tags("check", "disk", "kind", "threshold")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("ballast_health_alarm").gauges()).hasSize(21);
    }
}
