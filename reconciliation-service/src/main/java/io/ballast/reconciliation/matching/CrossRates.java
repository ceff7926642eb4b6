// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Exchange rates that a snapshot itself shows: the current prices of its currency pairs. */
public final class CrossRates {

    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final SortedSet<String> currencies = new TreeSet<>();

    /** Rates from the positions' current prices. */
    public static CrossRates of(Collection<BrokerPosition> positions) {
        CrossRates rates = new CrossRates();
        for (BrokerPosition position : positions) {
            String symbol = position.terms().symbol();
            SymbolClass kind = SymbolClass.of(symbol);
            if ((kind == SymbolClass.FX || kind == SymbolClass.FX_JPY)
                    && position.currentPrice().signum() > 0) {
                // the smaller price of two suffixed names of a pair, so that input order does not matter
                rates.prices.merge(symbol.substring(0, 6), position.currentPrice(), BigDecimal::min);
                rates.currencies.add(symbol.substring(0, 3));
                rates.currencies.add(symbol.substring(3, 6));
            }
        }
        return rates;
    }

    /**
     * Units of {@code to} for one {@code from}, directly or over one third currency (of several the first by name); null
     * where the positions do not show it.
     */
    public @Nullable BigDecimal rate(String from, String to) {
        BigDecimal pair = pair(from, to);
        if (pair != null) {
            return pair;
        }
        for (String over : currencies) {
            BigDecimal first = pair(from, over);
            BigDecimal second = pair(over, to);
            if (first != null && second != null) {
                return first.multiply(second, MathContext.DECIMAL64);
            }
        }
        return null;
    }

    private @Nullable BigDecimal pair(String from, String to) {
        if (from.equals(to)) {
            return BigDecimal.ONE;
        }
        BigDecimal direct = prices.get(from + to);
        if (direct != null) {
            return direct;
        }
        BigDecimal inverse = prices.get(to + from);
        return inverse == null ? null : BigDecimal.ONE.divide(inverse, MathContext.DECIMAL64);
    }

    /** {@code amount} in another currency; null where the amount or the rate is not known. */
    public @Nullable BigDecimal convert(@Nullable BigDecimal amount, String from, String to) {
        BigDecimal rate = rate(from, to);
        return amount == null || rate == null ? null : amount.multiply(rate, MathContext.DECIMAL64);
    }
}
