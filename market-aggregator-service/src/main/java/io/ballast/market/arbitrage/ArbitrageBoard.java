// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.arbitrage;

import io.ballast.common.time.TimeSource;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueQuote;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every pair of live venues of which one bids more than the other asks, after fees. A venue that is not live has no
 * part in any.
 *
 * <p>Venues tell it from several loops. Each symbol has a lock of its own, under which nothing blocks.
 */
@ApplicationScoped
public class ArbitrageBoard implements MarketListener {

    private static final Comparator<Opportunity> BEST_FIRST = Comparator.comparing(Opportunity::profitPct)
            .reversed()
            .thenComparing(Opportunity::symbol)
            .thenComparing(Opportunity::buyVenue)
            .thenComparing(Opportunity::sellVenue);

    private final TakerFees fees;
    private final TimeSource time;
    private final Map<Symbol, SymbolPairs> symbols = new ConcurrentHashMap<>();

    ArbitrageBoard(TakerFees fees, TimeSource time) {
        this.fees = fees;
        this.time = time;
    }

    @Override
    public void quote(VenueQuote quote) {
        SymbolPairs pairs = symbols.computeIfAbsent(quote.symbol(), unknown -> new SymbolPairs(fees));
        synchronized (pairs) {
            pairs.quote(quote, time.now(), time.nanos());
        }
    }

    /** What pays now, the highest profit in percent first. */
    public List<Opportunity> opportunities() {
        return symbols.values().stream()
                .flatMap(pairs -> now(pairs).stream())
                .sorted(BEST_FIRST)
                .toList();
    }

    private List<Opportunity> now(SymbolPairs pairs) {
        synchronized (pairs) {
            return pairs.now(time.nanos());
        }
    }
}
