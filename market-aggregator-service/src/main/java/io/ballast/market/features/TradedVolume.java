// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.ballast.market.venue.Trade;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was traded in each of the last 300 seconds of the local elapsed clock. Sums are exact; memory does not depend on
 * how much is traded. Not thread-safe.
 */
final class TradedVolume {

    static final int SECONDS = 300;

    private final BigDecimal[] value = new BigDecimal[SECONDS];
    private final BigDecimal[] size = new BigDecimal[SECONDS];
    private final long[] second = new long[SECONDS];

    TradedVolume() {
        Arrays.fill(value, BigDecimal.ZERO);
        Arrays.fill(size, BigDecimal.ZERO);
        Arrays.fill(second, Long.MIN_VALUE);
    }

    void add(Trade trade, long nanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
        int slot = (int) Math.floorMod(now, (long) SECONDS);
        if (second[slot] != now) {
            second[slot] = now;
            value[slot] = BigDecimal.ZERO;
            size[slot] = BigDecimal.ZERO;
        }
        BigDecimal traded = trade.size().toBigDecimal();
        value[slot] = value[slot].add(trade.price().toBigDecimal().multiply(traded));
        size[slot] = size[slot].add(traded);
    }

    /**
     * Volume-weighted average price of the second that runs and the {@code seconds - 1} before it; null where nothing
     * was traded.
     *
     * @param seconds at most {@value #SECONDS}
     */
    @Nullable
    BigDecimal averagePrice(int seconds, long nanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
        BigDecimal values = BigDecimal.ZERO;
        BigDecimal sizes = BigDecimal.ZERO;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (second[slot] > now - seconds && second[slot] <= now) {
                values = values.add(value[slot]);
                sizes = sizes.add(size[slot]);
            }
        }
        return sizes.signum() == 0 ? null : values.divide(sizes, Statistics.DIGITS);
    }
}
