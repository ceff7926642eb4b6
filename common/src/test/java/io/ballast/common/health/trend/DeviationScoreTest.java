// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationScoreTest {

    /** NIST's Statistical Reference Dataset "Michelso": Michelson's speed of light, in km/s above 299,000. */
    private static final int[] MICHELSON = {
        850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960,
        960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800,
        880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840, 850, 840, 840, 840,
        890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880, 720, 840, 850, 850, 780,
        890, 840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740, 810, 940, 950, 800, 810, 870
    };

    private static final double CERTIFIED_MEAN = 852.4;
    private static final double CERTIFIED_DEVIATION = 79.0105478190518;

    private static Series after(int[] history, double newest) {
        Series series = new Series(1000);
        for (int value : history) {
            series.add(series.size(), value);
        }
        series.add(series.size(), newest);
        return series;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1010.5, 1010.4, 852.4, 600})
    void measuresInTheCertifiedDeviationsOfAReferenceDataset(double newest) {
        assertThat(new DeviationScore(30, 0).of(after(MICHELSON, newest)).orElseThrow())
                .isCloseTo((newest - CERTIFIED_MEAN) / CERTIFIED_DEVIATION, within(1e-9));
    }

    @Test
    void aTrifleAfterPerfectCalmIsNoAnomaly() {
        int[] calm = new int[50];
        assertThat(new DeviationScore(30, 2).of(after(calm, 1)).orElseThrow()).isEqualTo(0.5);
        assertThat(new DeviationScore(30, 0).of(after(calm, 0)).orElseThrow()).isZero();
        assertThat(new DeviationScore(30, 0).of(after(calm, 1)).orElseThrow()).isGreaterThan(1e9);
    }

    @Test
    void tooFewMeasurementsSayNothing() {
        assertThat(new DeviationScore(30, 0).of(new Series(5))).isEmpty();
        assertThat(new DeviationScore(30, 0).of(after(new int[29], 99))).isEmpty();
        assertThat(new DeviationScore(30, 0).of(after(new int[30], 99))).isPresent();
    }
}
