// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an open position has earned so far, in account currency, with swap and commission.
 *
 * @param amount null where neither the broker tells it nor the rate to compute it is known
 * @param code {@code rate_unknown} or {@code pnl_mismatch} (the broker's figure is more than 1 % and more than 1.00
 *     away from ours), else null
 */
public record ProfitAndLoss(@Nullable BigDecimal amount, @Nullable String code) {

    static final String RATE_UNKNOWN = "rate_unknown";
    static final String PNL_MISMATCH = "pnl_mismatch";

    private static final BigDecimal TOLERANCE_RATIO = new BigDecimal("0.01");
    private static final BigDecimal TOLERANCE = BigDecimal.ONE;

    /** The broker's own figure where it tells one; ours otherwise. */
    public static ProfitAndLoss of(
            BrokerPosition position, String accountCurrency, Instruments instruments, CrossRates rates) {
        BigDecimal computed = gross(position, accountCurrency, instruments, rates);
        BigDecimal gross = position.profit() == null ? computed : position.profit();
        if (gross == null) {
            return new ProfitAndLoss(null, RATE_UNKNOWN);
        }
        BigDecimal amount = gross.add(orZero(position.swap())).add(orZero(position.commission()));
        return new ProfitAndLoss(amount, computed != null && apart(gross, computed) ? PNL_MISMATCH : null);
    }

    private static @Nullable BigDecimal gross(
            BrokerPosition position, String accountCurrency, Instruments instruments, CrossRates rates) {
        Terms terms = position.terms();
        BigDecimal contractSize = instruments.contractSize(terms.symbol());
        String quote = instruments.quoteCurrency(terms.symbol());
        if (contractSize == null || quote == null) {
            return null;
        }
        BigDecimal inQuote = terms.direction()
                .signed(position.currentPrice().subtract(terms.entryPrice()))
                .multiply(terms.volume())
                .multiply(contractSize);
        return rates.convert(inQuote, quote, accountCurrency);
    }

    private static boolean apart(BigDecimal told, BigDecimal computed) {
        BigDecimal difference = told.subtract(computed).abs();
        BigDecimal tolerance = computed.abs().multiply(TOLERANCE_RATIO).max(TOLERANCE);
        return difference.compareTo(tolerance) > 0;
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
