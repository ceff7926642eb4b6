// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Canonical symbols and the venue's, {@code BTCUSDT} in messages and {@code btcusdt} in stream names. */
final class BinanceSymbols {

    private final Map<String, Symbol> byVenueName;

    BinanceSymbols(List<Symbol> symbols) {
        this.byVenueName = symbols.stream().collect(Collectors.toMap(BinanceSymbols::name, Function.identity()));
    }

    static String name(Symbol symbol) {
        return symbol.base() + symbol.quote();
    }

    static String stream(Symbol symbol) {
        return name(symbol).toLowerCase(Locale.ROOT);
    }

    /** Empty for a symbol that nobody asked for. */
    Optional<Symbol> canonical(String venueName) {
        return Optional.ofNullable(byVenueName.get(venueName));
    }
}
