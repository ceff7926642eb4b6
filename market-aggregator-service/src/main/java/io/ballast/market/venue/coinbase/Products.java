// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.market.venue.Symbol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The venue's products behind canonical symbols. Public data of {@code X-USDC} is that of {@code X-USD}. */
final class Products {

    private final Map<String, Set<Symbol>> symbols = new LinkedHashMap<>();

    Products(List<Symbol> wanted) {
        wanted.forEach(symbol -> symbols.computeIfAbsent(name(symbol), none -> new LinkedHashSet<>())
                .add(symbol));
    }

    static String name(Symbol symbol) {
        return plain(symbol.base() + "-" + symbol.quote());
    }

    /** What to subscribe to. */
    Set<String> names() {
        return symbols.keySet();
    }

    /** All that a message about {@code product} is about; empty if nobody asked for it. */
    Collection<Symbol> symbols(String product) {
        return symbols.getOrDefault(plain(product), Set.of());
    }

    private static String plain(String product) {
        return product.endsWith("-USDC") ? product.substring(0, product.length() - 1) : product;
    }
}
