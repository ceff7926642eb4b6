// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.drawdown;

import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The equity high-water mark and what being below it means. The mark starts at the first balance seen and follows the
 * best equity since; a deposit or withdrawal scales it, so that moving money is no gain and no loss.
 */
public final class Drawdown {

    /** Percent below the peak at which everything should be closed. */
    public static final BigDecimal CRITICAL_PCT = BigDecimal.valueOf(20);

    /** Percent below the peak at which it warns. */
    public static final BigDecimal WARNING_PCT = BigDecimal.valueOf(15);

    private static final BigDecimal WARNING_CLEARS_PCT = BigDecimal.valueOf(14);
    private static final BigDecimal LEAST_EQUITY = BigDecimal.valueOf(100);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Drawdown() {}

    /**
     * One fresh, complete reading of an account.
     *
     * @param equityBefore the reading before this one, null if this is the first
     * @param cashFlow what was deposited (above zero) or withdrawn (below) since then
     */
    public record Sample(
            BigDecimal balance,
            BigDecimal equity,
            @Nullable BigDecimal equityBefore,
            BigDecimal cashFlow,
            Instant at) {}

    /** The guard after {@code sample}. Once critical it stays so; a warning clears one point below its threshold. */
    public static DrawdownState next(DrawdownState before, Sample sample) {
        BigDecimal peak = before.peakEquity() == null
                ? sample.balance()
                : rescaled(before.peakEquity(), sample.equityBefore(), sample.cashFlow());
        peak = peak.max(sample.equity());
        AlertLevel level = level(before.alertLevel(), peak, sample.equity());
        Instant triggered =
                level != AlertLevel.CRITICAL ? null : before.triggeredAt() == null ? sample.at() : before.triggeredAt();
        return new DrawdownState(peak, level, triggered);
    }

    /** Percent that {@code equity} is below {@code peak}, unrounded; 0 at or above it, above 100 where equity is owed. */
    public static BigDecimal percent(@Nullable BigDecimal peak, @Nullable BigDecimal equity) {
        if (peak == null || equity == null || peak.signum() <= 0 || equity.compareTo(peak) >= 0) {
            return BigDecimal.ZERO;
        }
        return peak.subtract(equity).multiply(HUNDRED).divide(peak, MathContext.DECIMAL64);
    }

    private static AlertLevel level(AlertLevel before, BigDecimal peak, BigDecimal equity) {
        BigDecimal fallen = percent(peak, equity);
        if (before == AlertLevel.CRITICAL
                || fallen.compareTo(CRITICAL_PCT) >= 0
                || equity.compareTo(LEAST_EQUITY) < 0) {
            return AlertLevel.CRITICAL;
        }
        BigDecimal threshold = before == AlertLevel.WARNING ? WARNING_CLEARS_PCT : WARNING_PCT;
        return fallen.compareTo(threshold) >= 0 ? AlertLevel.WARNING : AlertLevel.NORMAL;
    }

    private static BigDecimal rescaled(BigDecimal peak, @Nullable BigDecimal equityBefore, BigDecimal cashFlow) {
        if (cashFlow.signum() == 0 || equityBefore == null) {
            return peak;
        }
        BigDecimal after = equityBefore.add(cashFlow);
        return equityBefore.signum() <= 0 || after.signum() <= 0
                ? peak.add(cashFlow).max(after) // no ratio to scale by: move the mark by the same money
                : peak.multiply(after).divide(equityBefore, MathContext.DECIMAL64);
    }
}
