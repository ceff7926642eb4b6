// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a symbol's name alone gives away, by the conventions of MetaTrader brokers. A name that fits none is
 * {@link #UNKNOWN}: nothing is guessed.
 */
enum SymbolClass {
    FX("0.0001", "100000"),
    FX_JPY("0.01", "100000"),
    GOLD("0.1", "100"),
    SILVER("0.01", "5000"),
    BITCOIN("1.0", "1"),
    INDEX("1.0", "1"),
    STOCK("0.01", null),
    UNKNOWN(null, null);

    private static final Set<String> CURRENCIES = Set.of(
            "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD", "SEK", "NOK", "DKK", "PLN", "HUF", "CZK", "TRY",
            "ZAR", "MXN", "SGD", "HKD", "CNH", "ILS", "RON", "THB");
    private static final Pattern INDEX_NAME = Pattern.compile(
            "(US30|US100|US500|US2000|USTEC|NAS100|NDX100|SPX500|DJ30|WS30|GER30|GER40|DE30|DE40|UK100|FRA40|EU50|STOXX50|ESP35|JP225|JPN225|AUS200|HK50|CHINA50)([._-].*|[A-Z]?)");
    private static final Pattern STOCK_NAME = Pattern.compile("#[A-Z.]+|[A-Z]{1,5}\\.(US|NAS|NYSE|OQ|N|O)");

    private static final Pattern SUFFIX = Pattern.compile("[._-].*$");

    private final @Nullable BigDecimal pip;
    private final @Nullable BigDecimal contractSize;

    SymbolClass(@Nullable String pip, @Nullable String contractSize) {
        this.pip = pip == null ? null : new BigDecimal(pip);
        this.contractSize = contractSize == null ? null : new BigDecimal(contractSize);
    }

    static SymbolClass of(String symbol) {
        String name = symbol.toUpperCase(Locale.ROOT);
        if (name.length() >= 6) {
            String base = name.substring(0, 3);
            String quote = name.substring(3, 6);
            if (CURRENCIES.contains(quote)) {
                switch (base) {
                    case "XAU" -> {
                        return GOLD;
                    }
                    case "XAG" -> {
                        return SILVER;
                    }
                    case "BTC" -> {
                        return BITCOIN;
                    }
                    default -> {
                        if (CURRENCIES.contains(base)) {
                            return quote.equals("JPY") ? FX_JPY : FX;
                        }
                    }
                }
            }
        }
        if (INDEX_NAME.matcher(name).matches()) {
            return INDEX;
        }
        return STOCK_NAME.matcher(name).matches() ? STOCK : UNKNOWN;
    }

    /**
     * The name without what a broker adds to it: {@code EURUSD.pro}, {@code EURUSDm} and {@code eurusd_i} are all
     * {@code EURUSD}. Where it is not certain what was added, only what follows a separator is taken off.
     */
    static String plain(String symbol) {
        String name = symbol.toUpperCase(Locale.ROOT);
        return switch (of(name)) {
            case FX, FX_JPY, GOLD, SILVER, BITCOIN -> name.substring(0, 6);
            case STOCK -> name.startsWith("#") ? name.substring(1) : name;
            case INDEX, UNKNOWN -> SUFFIX.matcher(name).replaceFirst("");
        };
    }

    /** The quote currency where the name holds it: {@code EURUSD.pro} is quoted in USD. */
    @Nullable
    String quoteCurrency(String symbol) {
        return switch (this) {
            case FX, FX_JPY, GOLD, SILVER, BITCOIN -> symbol.substring(3, 6).toUpperCase(Locale.ROOT);
            case INDEX, STOCK, UNKNOWN -> null;
        };
    }

    @Nullable
    BigDecimal pip() {
        return pip;
    }

    @Nullable
    BigDecimal contractSize() {
        return contractSize;
    }
}
