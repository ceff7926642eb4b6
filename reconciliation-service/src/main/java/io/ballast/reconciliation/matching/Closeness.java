// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How well a position fits a trade that does not name it. Each of time, volume and price counts from zero (the same) to
 * {@link #FULL} (as far off as is allowed); their sum is the cost of taking the two for one.
 */
final class Closeness {

    /** The cost of one thing that is as far off as is allowed. */
    static final long FULL = 1_000_000;

    /** The cost of what does not fit at all. */
    static final long NEVER = -1;

    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final BigDecimal VOLUME_RATIO = new BigDecimal("0.05");
    private static final BigDecimal PIPS = BigDecimal.valueOf(5);
    /** Of the price, where nobody knows what a pip of it is. */
    private static final BigDecimal PRICE_RATIO = new BigDecimal("0.0005");

    private Closeness() {}

    /** Whether both are the same symbol, whatever the broker adds to its name, and side. */
    static boolean sameKind(Terms one, Terms other) {
        return one.direction() == other.direction()
                && SymbolClass.plain(one.symbol()).equals(SymbolClass.plain(other.symbol()));
    }

    /** The cost of taking the two for one, or {@link #NEVER}. They are taken to be of the same kind. */
    static long cost(Terms broker, Terms bot, Instruments instruments) {
        BigDecimal allowed = bot.volume().multiply(VOLUME_RATIO).max(instruments.lotStep(broker.symbol()));
        return sum(
                timeAndPrice(broker, bot, instruments),
                part(broker.volume().subtract(bot.volume()).abs(), allowed));
    }

    /** As {@link #cost}, the volume left aside. */
    static long timeAndPrice(Terms broker, Terms bot, Instruments instruments) {
        BigDecimal pip = instruments.pip(broker.symbol());
        return sum(
                part(
                        BigDecimal.valueOf(Duration.between(broker.entryTime(), bot.entryTime())
                                .abs()
                                .toMillis()),
                        BigDecimal.valueOf(WINDOW.toMillis())),
                part(broker.entryPrice().subtract(bot.entryPrice()).abs(), tolerance(bot.entryPrice(), pip)));
    }

    private static BigDecimal tolerance(BigDecimal price, @Nullable BigDecimal pip) {
        return pip == null ? price.multiply(PRICE_RATIO) : pip.multiply(PIPS);
    }

    private static long part(BigDecimal off, BigDecimal allowed) {
        return off.compareTo(allowed) > 0
                ? NEVER
                : off.multiply(BigDecimal.valueOf(FULL))
                        .divide(allowed, 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    private static long sum(long one, long other) {
        return one == NEVER || other == NEVER ? NEVER : one + other;
    }
}
