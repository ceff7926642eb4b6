// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.trend;

import java.util.OptionalDouble;

/**
 * How many standard deviations the newest measurement lies from the mean of those before it: the z-score of control
 * charts (W. A. Shewhart, "Economic Control of Quality of Manufactured Product", 1931; NIST/SEMATECH e-Handbook, 6.3.2).
 * The newest is compared with a past it is no part of, so that one outlier cannot hide itself.
 *
 * @param fewest earlier measurements that are needed to tell anything
 * @param floor the deviation is taken to be at least this: a series that hardly moves would make a trifle an anomaly
 */
public record DeviationScore(int fewest, double floor) {

    public DeviationScore {
        if (fewest < 2) {
            throw new IllegalArgumentException("a deviation needs two measurements at least: " + fewest);
        }
        if (!(floor >= 0)) {
            throw new IllegalArgumentException("floor must not be negative: " + floor);
        }
    }

    /** Positive where the newest is above the mean; empty while there is too little to tell. */
    public OptionalDouble of(Series series) {
        int before = series.size() - 1;
        if (before < fewest) {
            return OptionalDouble.empty();
        }
        double mean = 0;
        for (int i = 0; i < before; i++) {
            mean += series.value(i) / before;
        }
        double squares = 0;
        for (int i = 0; i < before; i++) {
            squares += (series.value(i) - mean) * (series.value(i) - mean);
        }
        double deviation = Math.max(floor, Math.sqrt(squares / (before - 1)));
        double distance = series.value(before) - mean;
        if (deviation == 0) {
            return OptionalDouble.of(distance == 0 ? 0 : Math.signum(distance) * Double.MAX_VALUE);
        }
        return OptionalDouble.of(distance / deviation);
    }
}
