// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.ballast.market.book.PriceLevel;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.VenueId;
import io.ballast.market.venue.VenueQuote;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The best bid and offer of every symbol over its live venues. A venue in gap, silence or outage contributes nothing;
 * it is never carried forward, because a wrong price costs more than none.
 *
 * <p>Venues tell it from several loops. Each symbol has a lock of its own, held for a few comparisons and for telling
 * the listeners, so that one symbol's changes are told in order; nothing under it blocks.
 */
@ApplicationScoped
public class ConsolidatedQuotes implements MarketListener {

    private final List<ConsolidatedQuote.Listener> listeners;
    private final Map<Symbol, Contributions> symbols = new ConcurrentHashMap<>();

    ConsolidatedQuotes(@All List<ConsolidatedQuote.Listener> listeners) {
        this.listeners = new ArrayList<>(listeners);
    }

    @Override
    public void quote(VenueQuote quote) {
        Contributions contributions = symbols.computeIfAbsent(quote.symbol(), s -> new Contributions());
        synchronized (contributions) {
            contributions.byVenue.put(quote.venue(), quote);
            if (quote.news()) {
                ConsolidatedQuote next = contributions.merged(quote);
                ConsolidatedQuote before = contributions.told;
                if (before == null || !before.top().equals(next.top()) || before.state() != next.state()) {
                    contributions.told = next;
                    listeners.forEach(listener -> listener.consolidated(next));
                }
            }
        }
    }

    /** The newest; empty before any venue told anything of that symbol. */
    public Optional<ConsolidatedQuote> latest(Symbol symbol) {
        Contributions contributions = symbols.get(symbol);
        if (contributions == null) {
            return Optional.empty();
        }
        synchronized (contributions) {
            return Optional.ofNullable(contributions.told);
        }
    }

    private static final class Contributions {

        private final SortedMap<VenueId, VenueQuote> byVenue = new TreeMap<>();
        private @Nullable ConsolidatedQuote told;

        ConsolidatedQuote merged(VenueQuote cause) {
            SortedMap<VenueId, List<PriceLevel>> bids = new TreeMap<>();
            SortedMap<VenueId, List<PriceLevel>> asks = new TreeMap<>();
            byVenue.values().stream()
                    .filter(quote -> quote.state() == FeedState.LIVE)
                    .forEach(quote -> {
                        bids.put(quote.venue(), level(quote.top().bid()));
                        asks.put(quote.venue(), level(quote.top().ask()));
                    });
            FeedState state = byVenue.values().stream()
                    .map(VenueQuote::state)
                    .min(Comparator.naturalOrder())
                    .orElse(FeedState.CONNECTING);
            return new ConsolidatedQuote(
                    cause.symbol(), MergedBook.of(bids, asks, 1), state, cause.at(), cause.traceparent());
        }

        private static List<PriceLevel> level(@Nullable PriceLevel level) {
            return level == null ? List.of() : List.of(level);
        }
    }
}
