// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.TradeTotals;
import io.ballast.reconciliation.ledger.TradeTotals.Summary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One number about one field of a user's trades. */
record Aggregate(Of field, Fn fn) {

    private static final int AVERAGE_PLACES = 10;

    /** The fields that can be asked about. */
    enum Of {
        REALIZED_PNL,
        VOLUME,
        ENTRY_PRICE,
        EXIT_PRICE
    }

    /** What can be asked. */
    enum Fn {
        SUM,
        AVG,
        MIN,
        MAX,
        COUNT
    }

    /**
     * The answer.
     *
     * @param value exact, averages to 10 places; null where no trade has the field, 0 for a count
     */
    @RegisterForReflection
    record View(
            String field, String fn, @Nullable TradeMode mode, @Nullable Integer hours, @Nullable BigDecimal value) {}

    static Aggregate of(@Nullable String field, @Nullable String fn) {
        return new Aggregate(
                Field.of("field").oneOf(Of.class, field), Field.of("fn").oneOf(Fn.class, fn));
    }

    String fieldText() {
        return field.name().toLowerCase(Locale.ROOT);
    }

    String fnText() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    View view(@Nullable TradeMode mode, @Nullable Integer hours, TradeTotals totals) {
        return new View(fieldText(), fnText(), mode, hours, value(summary(totals)));
    }

    private Summary summary(TradeTotals totals) {
        return switch (field) {
            case REALIZED_PNL -> totals.realizedPnl();
            case VOLUME -> totals.volume();
            case ENTRY_PRICE -> totals.entryPrice();
            case EXIT_PRICE -> totals.exitPrice();
        };
    }

    private @Nullable BigDecimal value(Summary summary) {
        return switch (fn) {
            case COUNT -> BigDecimal.valueOf(summary.count());
            case SUM -> summary.count() == 0 ? null : summary.sum();
            case MIN -> summary.least();
            case MAX -> summary.greatest();
            case AVG -> summary.count() == 0 ? null : average(summary);
        };
    }

    private static BigDecimal average(Summary summary) {
        return summary.sum()
                .divide(BigDecimal.valueOf(summary.count()), AVERAGE_PLACES, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }
}
