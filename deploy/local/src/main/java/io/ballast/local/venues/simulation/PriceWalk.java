// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import java.util.random.RandomGenerator;

/**
 * What one base is worth, the same for all venues: a random walk, pulled back when it is more than one part in
 * {@value #LEASH} from where it began. Prices are in units of {@code 10^-}{@value #DECIMALS}.
 */
final class PriceWalk {

    static final int DECIMALS = 4;

    private static final long LEASH = 100;
    private static final long STRIDE = 100_000;

    private final long start;
    private final RandomGenerator random;
    private long price;

    PriceWalk(String base, RandomGenerator random) {
        this.start = start(base);
        this.random = random;
        this.price = start;
    }

    private static long start(String base) {
        return switch (base) {
            case "BTC" -> 65_083_0000L;
            case "ETH" -> 1_919_4000L;
            case "SOL" -> 77_2600L;
            default -> throw new IllegalArgumentException("no price is known for " + base);
        };
    }

    long price() {
        return price;
    }

    void step() {
        long stride = Math.max(1, start / STRIDE);
        price += random.nextLong(-stride, stride + 1) + (start - price) / (start / LEASH);
    }
}
