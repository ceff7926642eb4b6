// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;

/** Mean, deviation and correlation in decimals of 16 digits (IEEE 754 decimal64, half-even). */
final class Statistics {

    static final MathContext DIGITS = MathContext.DECIMAL64;

    private Statistics() {}

    /** @param values at least one */
    static BigDecimal mean(Collection<BigDecimal> values) {
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    /**
     * Population standard deviation.
     *
     * @param values at least one
     */
    static BigDecimal deviation(Collection<BigDecimal> values) {
        BigDecimal mean = mean(values);
        BigDecimal squares = values.stream()
                .map(value -> value.subtract(mean))
                .map(value -> value.multiply(value))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(values.size()), DIGITS).sqrt(DIGITS);
    }

    /**
     * How much {@code later} at one place goes with {@code earlier} at the place before: the sum of their products over
     * the root of the product of their sums of squares, from -1 to 1; 0 where either never moves.
     *
     * @param later as many as {@code earlier}
     */
    static BigDecimal laggedCorrelation(List<BigDecimal> earlier, List<BigDecimal> later) {
        BigDecimal together = BigDecimal.ZERO;
        BigDecimal first = BigDecimal.ZERO;
        BigDecimal second = BigDecimal.ZERO;
        for (int i = 1; i < later.size(); i++) {
            BigDecimal x = earlier.get(i - 1);
            BigDecimal y = later.get(i);
            together = together.add(x.multiply(y), DIGITS);
            first = first.add(x.multiply(x), DIGITS);
            second = second.add(y.multiply(y), DIGITS);
        }
        BigDecimal scale = first.multiply(second, DIGITS).sqrt(DIGITS);
        return scale.signum() == 0 ? BigDecimal.ZERO : together.divide(scale, DIGITS);
    }
}
