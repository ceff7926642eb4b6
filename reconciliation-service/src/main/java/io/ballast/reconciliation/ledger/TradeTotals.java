// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of trades comes to, in the order in which they took effect. Two neighbouring stretches make one
 * exactly, so sums over any time are put together from few parts.
 *
 * @param trades open and closed ones
 * @param wins closed with a result above zero
 * @param losses closed with a result below zero
 * @param realizedPnl of closed trades whose result is known
 * @param volume of all trades
 * @param entryPrice of all trades
 * @param exitPrice of closed trades that tell it
 */
public record TradeTotals(
        long trades,
        long closed,
        long wins,
        long losses,
        Summary realizedPnl,
        Summary volume,
        Summary entryPrice,
        Summary exitPrice,
        Curve curve) {

    /** No trade at all. */
    public static final TradeTotals NONE =
            new TradeTotals(0, 0, 0, 0, Summary.NONE, Summary.NONE, Summary.NONE, Summary.NONE, Curve.FLAT);

    /** One trade. */
    static TradeTotals of(BotTrade trade) {
        boolean closed = trade.status() == TradeStatus.CLOSED;
        Exit exit = closed ? trade.exit() : null;
        BigDecimal pnl = exit == null ? null : exit.realizedPnl();
        int sign = pnl == null ? 0 : pnl.signum();
        return new TradeTotals(
                1,
                closed ? 1 : 0,
                sign > 0 ? 1 : 0,
                sign < 0 ? 1 : 0,
                Summary.of(pnl),
                Summary.of(trade.dealt().volume()),
                Summary.of(trade.dealt().entryPrice()),
                Summary.of(exit == null ? null : exit.exitPrice()),
                Curve.of(pnl));
    }

    /** This and what came right after it. */
    TradeTotals then(TradeTotals later) {
        return new TradeTotals(
                trades + later.trades,
                closed + later.closed,
                wins + later.wins,
                losses + later.losses,
                realizedPnl.and(later.realizedPnl),
                volume.and(later.volume),
                entryPrice.and(later.entryPrice),
                exitPrice.and(later.exitPrice),
                curve.then(realizedPnl.sum(), later.curve));
    }

    /**
     * Some numbers, without the numbers.
     *
     * @param least null where there is none
     * @param greatest null where there is none
     */
    public record Summary(long count, BigDecimal sum, @Nullable BigDecimal least, @Nullable BigDecimal greatest) {

        static final Summary NONE = new Summary(0, BigDecimal.ZERO, null, null);

        static Summary of(@Nullable BigDecimal value) {
            return value == null ? NONE : new Summary(1, value, value, value);
        }

        Summary and(Summary other) {
            if (least == null || greatest == null) {
                return other;
            }
            return other.least == null || other.greatest == null
                    ? this
                    : new Summary(
                            count + other.count,
                            sum.add(other.sum),
                            least.min(other.least),
                            greatest.max(other.greatest));
        }
    }

    /**
     * How the running result went, which begins at 0.
     *
     * @param peak its highest point, at least 0
     * @param trough its lowest point, at most 0
     * @param drawdown its greatest fall from a point to a later one, at least 0
     */
    public record Curve(BigDecimal peak, BigDecimal trough, BigDecimal drawdown) {

        static final Curve FLAT = new Curve(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        static Curve of(@Nullable BigDecimal step) {
            return step == null
                    ? FLAT
                    : new Curve(
                            step.max(BigDecimal.ZERO),
                            step.min(BigDecimal.ZERO),
                            step.negate().max(BigDecimal.ZERO));
        }

        /** @param sum where this one ends */
        Curve then(BigDecimal sum, Curve later) {
            return new Curve(
                    peak.max(sum.add(later.peak)),
                    trough.min(sum.add(later.trough)),
                    drawdown.max(later.drawdown).max(peak.subtract(sum).subtract(later.trough)));
        }
    }
}
