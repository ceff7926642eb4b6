// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.aggregation;

import io.ballast.common.time.TimeSource;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest trades of every symbol over all venues, in the order they were heard; the oldest go. Thread-safe. */
@ApplicationScoped
public class RecentTrades implements MarketListener {

    /**
     * A trade and when it was heard here.
     *
     * @param heardNanos local elapsed clock, for ages
     */
    public record Heard(Trade trade, Instant heardAt, long heardNanos) {}

    private final TimeSource time;
    private final int kept;
    private final Map<Symbol, Deque<Heard>> bySymbol = new ConcurrentHashMap<>();

    RecentTrades(TimeSource time, AggregationConfig config) {
        this.time = time;
        this.kept = Math.max(1, config.tradesKept());
    }

    @Override
    public void trade(Trade trade, @Nullable String traceparent) {
        Heard heard = new Heard(trade, time.now(), time.nanos());
        Deque<Heard> trades = bySymbol.computeIfAbsent(trade.symbol(), s -> new ArrayDeque<>());
        synchronized (trades) {
            if (trades.size() == kept) {
                trades.removeLast();
            }
            trades.addFirst(heard);
        }
    }

    /** Newest first, at most {@code limit}. */
    public List<Heard> newest(Symbol symbol, int limit) {
        Deque<Heard> trades = bySymbol.get(symbol);
        if (trades == null) {
            return List.of();
        }
        List<Heard> newest = new ArrayList<>();
        synchronized (trades) {
            Iterator<Heard> all = trades.iterator();
            while (newest.size() < limit && all.hasNext()) {
                newest.add(all.next());
            }
        }
        return newest;
    }

    public Optional<Heard> last(Symbol symbol) {
        return newest(symbol, 1).stream().findFirst();
    }

    /** Since it was heard, on the local elapsed clock. */
    public Duration age(Heard heard) {
        return Duration.ofNanos(time.nanos() - heard.heardNanos());
    }
}
