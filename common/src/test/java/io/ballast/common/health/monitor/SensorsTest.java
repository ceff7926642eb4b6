// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ballast.common.testing.ManualTime;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorsTest {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final HealthConfig config = Settings.of(HealthConfig.class, "ballast.health");
    private final ManualTime time = new ManualTime();
    private final MockClock clock = new MockClock();
    private final AnswersSensor answers =
            new AnswersSensor(config, time, new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock));

    private void answer(int count, int status, long millis) {
        for (int i = 0; i < count; i++) {
            answers.answered(status, Duration.ofMillis(millis).toNanos());
        }
    }

    private Map<Check, Double> later(Duration passed) {
        time.advance(passed);
        clock.add(passed);
        return answers.measure();
    }

    @Test
    void quantilesAndErrorsOfTheLastMinute() {
        answer(90, 200, 10);
        answer(8, 404, 100);
        answer(2, 503, 2000);

        Map<Check, Double> measured = later(EVERY);

        assertThat(measured.get(Check.ERROR_RATE)).isEqualTo(2);
        assertThat(measured.get(Check.RESPONSE_TIME_P50)).isCloseTo(10, within(1.0));
        assertThat(measured.get(Check.RESPONSE_TIME_P95)).isCloseTo(100, within(10.0));
        assertThat(measured.get(Check.RESPONSE_TIME_P99)).isCloseTo(2000, within(150.0));
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        answer(100, 500, 5000);
        later(EVERY);
        for (int i = 0; i < 8; i++) {
            answer(50, 200, 10);
            later(EVERY);
        }

        Map<Check, Double> measured = later(Duration.ofMillis(1));

        assertThat(measured.get(Check.ERROR_RATE)).isZero();
        assertThat(measured.get(Check.RESPONSE_TIME_P99)).isCloseTo(10, within(1.0));
    }

    @Test
    void oneFailureOfOneRequestIsNoErrorRate() {
        answer(19, 500, 10);
        assertThat(later(EVERY)).isEmpty();

        answer(1, 500, 10);

        assertThat(later(EVERY)).containsEntry(Check.ERROR_RATE, 100.0);
    }

    @Test
    void upgradesAreNoAnswers() {
        answer(100, 101, 10);

        assertThat(later(EVERY)).isEmpty();
    }

    @Test
    void theMachineIsMeasuredInPercent() {
        Map<Check, Double> measured = new SystemSensor(config).measure();

        assertThat(measured).containsKeys(Check.MEMORY, Check.DISK);
        assertThat(measured.values()).allSatisfy(value -> assertThat(value).isBetween(0.0, 100.0));
    }

    @Test
    void aMissingFolderIsUnknownAndNoFailure() {
        HealthConfig elsewhere = Settings.of(HealthConfig.class, "ballast.health", "disk-path=/no/such/folder");

        assertThat(new SystemSensor(elsewhere).measure()).doesNotContainKey(Check.DISK);
    }
}
