// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The account's money after its last run, in USD.
 *
 * @param balance with every closed position's result
 * @param floating what the open ones are worth
 * @param highest the balance at its highest
 */
record Balance(BigDecimal balance, BigDecimal floating, BigDecimal highest) {

    /** Paid in at the beginning; much more than the trades can lose. */
    static final BigDecimal INITIAL = new BigDecimal(10_000_000);

    private static final BigDecimal WARNED = new BigDecimal("0.845");

    static Balance of(History history) {
        long sum = 0;
        long highest = 0;
        long floating = 0;
        for (long run = 0; run < history.runs(); run++) {
            int age = (int) Math.min(history.runs() - 1 - run, History.LIFE);
            for (int i = 0; i < History.COHORT; i++) {
                Holding holding = Holding.of(history, run, i);
                if (age == History.LIFE) {
                    sum += holding.result();
                } else {
                    floating += holding.worth(holding.priceAt(age));
                }
            }
            highest = Math.max(highest, sum);
        }
        return new Balance(INITIAL.add(usd(sum)), usd(floating), INITIAL.add(usd(highest)));
    }

    static BigDecimal usd(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
    }

    BigDecimal equity() {
        return balance.add(floating);
    }

    /** The high-water mark of the drawdown guard. */
    BigDecimal peak(boolean warned) {
        return warned ? equity().divide(WARNED, 2, RoundingMode.HALF_EVEN) : highest.max(equity());
    }
}
