// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.trend;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The straight line through a series by ordinary least squares, prolonged into the future (NIST/SEMATECH e-Handbook of
 * Statistical Methods, 4.1.4.1 "Linear Least Squares Regression"). Good for what fills up slowly (disk, memory) and for
 * load that grows; it knows nothing of seasons.
 *
 * @param ahead how far beyond the newest measurement
 * @param shortest a series spanning less says nothing: a short noisy one would be prolonged to anywhere
 */
public record LinearForecast(Duration ahead, Duration shortest) {

    private static final int FEWEST = 3;

    public LinearForecast {
        if (ahead.isNegative() || shortest.isNegative()) {
            throw new IllegalArgumentException("durations must not be negative: " + ahead + ", " + shortest);
        }
    }

    /** The expected value; empty while there is too little to tell. */
    public OptionalDouble of(Series series) {
        int size = series.size();
        if (size < FEWEST || series.span().compareTo(shortest) < 0) {
            return OptionalDouble.empty();
        }
        double meanTime = 0;
        double meanValue = 0;
        for (int i = 0; i < size; i++) {
            meanTime += series.secondsBeforeNewest(i) / size;
            meanValue += series.value(i) / size;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < size; i++) {
            double time = series.secondsBeforeNewest(i) - meanTime;
            covariance += time * (series.value(i) - meanValue);
            variance += time * time;
        }
        if (variance == 0) {
            return OptionalDouble.empty(); // all at one moment: no direction
        }
        return OptionalDouble.of(meanValue + covariance / variance * (ahead.toNanos() / 1e9 - meanTime));
    }
}
