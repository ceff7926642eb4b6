// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of symbols: first what the snapshot's instruments tell, then what the name gives away. */
public final class Instruments {

    private static final BigDecimal DEFAULT_LOT_STEP = new BigDecimal("0.01");

    private final Map<String, Instrument> told;

    private Instruments(Map<String, Instrument> told) {
        this.told = told;
    }

    public static Instruments of(Collection<Instrument> told) {
        return new Instruments(told.stream().collect(Collectors.toMap(Instrument::symbol, Function.identity())));
    }

    /** One pip in price units; null where it is not known. Brokers quoting 5 or 3 digits show tenths of a pip. */
    public @Nullable BigDecimal pip(String symbol) {
        Instrument instrument = told.get(symbol);
        if (instrument != null
                && instrument.point() != null
                && instrument.digits() != null
                && (instrument.digits() == 5 || instrument.digits() == 3)) {
            return instrument.point().movePointRight(1);
        }
        return SymbolClass.of(symbol).pip();
    }

    /** The smallest volume step in lots; 0.01 where the broker does not tell. */
    BigDecimal lotStep(String symbol) {
        Instrument instrument = told.get(symbol);
        return instrument == null || instrument.lotStep() == null ? DEFAULT_LOT_STEP : instrument.lotStep();
    }

    /** Units per lot; null where it is not known. */
    @Nullable
    BigDecimal contractSize(String symbol) {
        Instrument instrument = told.get(symbol);
        return instrument == null || instrument.contractSize() == null
                ? SymbolClass.of(symbol).contractSize()
                : instrument.contractSize();
    }

    /** The currency that prices are in; null where it is not known. */
    @Nullable
    String quoteCurrency(String symbol) {
        Instrument instrument = told.get(symbol);
        return instrument == null || instrument.quoteCurrency() == null
                ? SymbolClass.of(symbol).quoteCurrency(symbol)
                : instrument.quoteCurrency();
    }

    /**
     * What a broker tells about one of its symbols; what it does not tell is null.
     *
     * @param digits digits after the point of a price
     * @param point the smallest price step
     * @param lotStep the smallest volume step, in lots
     * @param contractSize units per lot
     * @param quoteCurrency ISO code of the currency that prices are in
     */
    public record Instrument(
            String symbol,
            @Nullable Integer digits,
            @Nullable BigDecimal point,
            @Nullable BigDecimal lotStep,
            @Nullable BigDecimal contractSize,
            @Nullable String quoteCurrency) {}
}
