// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.TradeTotals.Curve;
import io.ballast.reconciliation.ledger.TradeTotals.Summary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statistics as one would work them out on paper: all trades in a row, every pair of moments compared. */
final class NaiveTotals {

    private NaiveTotals() {}

    static TradeTotals of(List<TradeRecord> trades) {
        List<TradeRecord> sorted = trades.stream()
                .sorted(Comparator.comparing(TradeRecord::effectiveAt)
                        .thenComparing(trade -> trade.id().toString()))
                .toList();
        List<TradeRecord> closed = sorted.stream()
                .filter(trade -> trade.trade().status() == TradeStatus.CLOSED)
                .toList();
        List<BigDecimal> results = values(closed, NaiveTotals::result);
        return new TradeTotals(
                sorted.size(),
                closed.size(),
                results.stream().filter(pnl -> pnl.signum() > 0).count(),
                results.stream().filter(pnl -> pnl.signum() < 0).count(),
                summary(results),
                summary(values(sorted, trade -> trade.trade().terms().volume())),
                summary(values(sorted, trade -> trade.trade().terms().entryPrice())),
                summary(values(
                        closed,
                        trade -> trade.trade().exit() == null
                                ? null
                                : trade.trade().exit().exitPrice())),
                curve(results));
    }

    private static @Nullable BigDecimal result(TradeRecord trade) {
        return trade.trade().exit() == null ? null : trade.trade().exit().realizedPnl();
    }

    private static List<BigDecimal> values(
            List<TradeRecord> trades, Function<TradeRecord, @Nullable BigDecimal> value) {
        return trades.stream().map(value).filter(Objects::nonNull).toList();
    }

    private static Summary summary(List<BigDecimal> values) {
        return new Summary(
                values.size(),
                values.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                values.isEmpty() ? null : Collections.min(values),
                values.isEmpty() ? null : Collections.max(values));
    }

    private static Curve curve(List<BigDecimal> results) {
        List<BigDecimal> points = new ArrayList<>();
        points.add(BigDecimal.ZERO);
        results.forEach(pnl -> points.add(points.getLast().add(pnl)));
        BigDecimal worst = BigDecimal.ZERO;
        for (int from = 0; from < points.size(); from++) {
            for (int to = from; to < points.size(); to++) {
                worst = worst.max(points.get(from).subtract(points.get(to)));
            }
        }
        return new Curve(Collections.max(points), Collections.min(points), worst);
    }
}
