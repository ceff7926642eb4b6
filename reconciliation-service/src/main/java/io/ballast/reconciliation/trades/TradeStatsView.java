// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.reconciliation.answer.Rounding;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.TradeTotals;
import io.ballast.reconciliation.ledger.TradeTotals.Summary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How a user's trades went. Money is rounded to 2 places and the rate to 4, half to even, here alone. What only closed
 * trades with a known result can tell is null where there are none.
 *
 * @param mode null for all together
 * @param hours null for all time; else trades that were closed, or opened and not yet closed, in the last so many hours
 * @param avgPnl of the closed trades whose result is known
 * @param winRate wins as a fraction of closed trades
 * @param largestLoss below zero; null where there is no loss
 * @param maxDrawdown greatest fall of the running result, in the order of closing, in money
 */
@RegisterForReflection
record TradeStatsView(
        @Nullable TradeMode mode,
        @Nullable Integer hours,
        long count,
        long closed,
        @Nullable BigDecimal sumPnl,
        @Nullable BigDecimal avgPnl,
        @Nullable BigDecimal winRate,
        long wins,
        long losses,
        @Nullable BigDecimal largestWin,
        @Nullable BigDecimal largestLoss,
        @Nullable BigDecimal maxDrawdown) {

    private static final int RATE_PLACES = 4;

    static TradeStatsView of(@Nullable TradeMode mode, @Nullable Integer hours, TradeTotals totals) {
        Summary pnl = totals.realizedPnl();
        boolean known = pnl.count() > 0;
        return new TradeStatsView(
                mode,
                hours,
                totals.trades(),
                totals.closed(),
                known ? Rounding.money(pnl.sum()) : null,
                known ? ratio(pnl.sum(), pnl.count(), 2) : null,
                known ? ratio(BigDecimal.valueOf(totals.wins()), totals.closed(), RATE_PLACES) : null,
                totals.wins(),
                totals.losses(),
                signed(pnl.greatest(), 1),
                signed(pnl.least(), -1),
                known ? Rounding.money(totals.curve().drawdown()) : null);
    }

    private static BigDecimal ratio(BigDecimal part, long whole, int places) {
        return part.divide(BigDecimal.valueOf(whole), places, RoundingMode.HALF_EVEN);
    }

    private static @Nullable BigDecimal signed(@Nullable BigDecimal extreme, int sign) {
        return extreme == null || extreme.signum() != sign ? null : Rounding.money(extreme);
    }
}
