// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.venue.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The canonical symbols behind the names in messages. */
final class BinanceSymbols {

    private final Map<String, Symbol> byVenueName;

    BinanceSymbols(Market market, List<Symbol> symbols) {
        this.byVenueName = symbols.stream().collect(Collectors.toMap(market::name, Function.identity()));
    }

    /** Empty for a symbol that nobody asked for. */
    Optional<Symbol> canonical(String venueName) {
        return Optional.ofNullable(byVenueName.get(venueName));
    }
}
