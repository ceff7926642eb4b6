// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;

/** What the demo accounts trade; all quoted in USD, so that results need no conversion. */
enum Instrument {
    EURUSD("1.14100", "0.00001", "100000", "0.0001"),
    GBPUSD("1.34500", "0.00001", "100000", "0.0001"),
    XAUUSD("1952.00", "0.01", "100", "0.1"),
    BTCUSD("65000.00", "0.01", "1", "1");

    private static final int LARGEST_STEP = 12;
    private static final int PULL = 400;

    private final BigDecimal anchor;
    private final BigDecimal point;
    private final BigDecimal contractSize;
    private final BigDecimal pip;

    Instrument(String anchor, String point, String contractSize, String pip) {
        this.anchor = new BigDecimal(anchor);
        this.point = new BigDecimal(point);
        this.contractSize = new BigDecimal(contractSize);
        this.pip = new BigDecimal(pip);
    }

    BigDecimal anchor() {
        return anchor;
    }

    /** A distance in pips as a difference of prices. */
    BigDecimal pips(int count) {
        return pip.multiply(BigDecimal.valueOf(count));
    }

    /** The next price: a random step, pulled gently back to where the walk began. */
    BigDecimal next(BigDecimal price, RandomGenerator random) {
        BigDecimal unit = pip.divide(BigDecimal.TEN);
        BigDecimal step = unit.multiply(BigDecimal.valueOf(random.nextInt(-LARGEST_STEP, LARGEST_STEP + 1)));
        BigDecimal back =
                anchor.subtract(price).divide(BigDecimal.valueOf(PULL), point.scale(), RoundingMode.HALF_EVEN);
        return price.add(step).add(back).setScale(point.scale(), RoundingMode.HALF_EVEN);
    }

    /** Profit in USD of {@code volume} lots between two prices. */
    BigDecimal profit(Direction direction, BigDecimal volume, BigDecimal entry, BigDecimal current) {
        BigDecimal gain = direction.signed(current.subtract(entry));
        return gain.multiply(volume).multiply(contractSize).setScale(2, RoundingMode.HALF_EVEN);
    }

    /** Margin in USD at a leverage of 1:100. */
    BigDecimal margin(BigDecimal volume, BigDecimal price) {
        return volume.multiply(contractSize).multiply(price).movePointLeft(2).setScale(2, RoundingMode.HALF_EVEN);
    }

    static Instrument any(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }
}
