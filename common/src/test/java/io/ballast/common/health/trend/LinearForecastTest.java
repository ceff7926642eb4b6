// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class LinearForecastTest {

    /** x and y of NIST's Statistical Reference Dataset "Norris": calibration of ozone monitors, 36 observations. */
    private static final double[][] NORRIS = {
        {0.2, 0.1}, {337.4, 338.8}, {118.2, 118.1}, {884.6, 888.0}, {10.1, 9.2}, {226.5, 228.1}, {666.3, 668.5},
        {996.3, 998.5}, {448.6, 449.1}, {777.0, 778.9}, {558.2, 559.2}, {0.4, 0.3}, {0.6, 0.1}, {775.5, 778.1},
        {666.9, 668.8}, {338.0, 339.3}, {447.5, 448.9}, {11.6, 10.8}, {556.0, 557.7}, {228.1, 228.3}, {995.8, 998.0},
        {887.6, 888.8}, {120.2, 119.6}, {0.3, 0.3}, {0.3, 0.6}, {556.8, 557.6}, {339.1, 339.3}, {887.2, 888.0},
        {999.0, 998.5}, {779.0, 778.9}, {11.1, 10.2}, {118.3, 117.6}, {229.2, 228.9}, {669.1, 668.4}, {448.9, 449.2},
        {0.5, 0.2}
    };

    private static final double CERTIFIED_INTERCEPT = -0.262323073774029;
    private static final double CERTIFIED_SLOPE = 1.00211681802045;

    private static final Duration AHEAD = Duration.ofMinutes(15);

    @Test
    void prolongsTheCertifiedLineOfAReferenceDataset() {
        Series series = new Series(100);
        Arrays.stream(NORRIS)
                .sorted(Comparator.comparingDouble(point -> point[0]))
                .forEach(point -> series.add(Math.round(point[0] * 1e9), point[1]));

        double forecast = new LinearForecast(AHEAD, Duration.ZERO).of(series).orElseThrow();

        assertThat(forecast).isCloseTo(CERTIFIED_INTERCEPT + CERTIFIED_SLOPE * (999.0 + 900), within(1e-9));
    }

    @Test
    void aDiskThatFillsByTenPercentAnHourHasTwoAndAHalfMoreInAQuarter() {
        Series series = new Series(360);
        for (int i = 0; i < 360; i++) {
            series.add(i * 10_000_000_000L, 70 + i * 10 / 360.0);
        }

        double forecast =
                new LinearForecast(AHEAD, Duration.ofMinutes(30)).of(series).orElseThrow();

        assertThat(forecast).isCloseTo(70 + 359 * 10 / 360.0 + 2.5, within(1e-9));
    }

    @Test
    void onlyTheWindowCounts() {
        Series series = new Series(3);
        for (double value : new double[] {500, 900, 1, 2, 3}) {
            series.add(series.size() == 0 ? 0 : Math.round(value * 60e9), value);
        }

        assertThat(new LinearForecast(AHEAD, Duration.ZERO).of(series).orElseThrow())
                .isCloseTo(18, within(1e-9));
    }

    @Test
    void tooLittleHistorySaysNothing() {
        LinearForecast forecast = new LinearForecast(AHEAD, Duration.ofMinutes(30));
        Series series = new Series(360);
        assertThat(forecast.of(series)).isEmpty();
        for (int i = 0; i < 180; i++) {
            series.add(i * 10_000_000_000L, i);
        }
        assertThat(forecast.of(series)).as("29 min 50 s").isEmpty();

        series.add(1_800_000_000_000L, 180);

        assertThat(forecast.of(series)).isPresent();
    }
}
