// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.features;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.ballast.market.venue.Funding;
import io.ballast.market.venue.MarketListener;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueQuote;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The features of every symbol: sampled at a regular pace, told when they change, computed anew for whoever asks.
 *
 * <p>Venues tell it from several loops. Each symbol has a lock of its own, under which nothing blocks.
 */
@ApplicationScoped
public class FeatureBoard implements MarketListener {

    private final List<Features.Listener> listeners;
    private final FeaturesConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final Map<Symbol, SymbolFigures> symbols = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    FeatureBoard(@All List<Features.Listener> listeners, FeaturesConfig config, TimeSource time, Timer timer) {
        if (config.samples() < 2 || !config.interval().isPositive()) {
            throw new IllegalArgumentException(
                    "ballast.market.features: interval must be positive and samples at least 2");
        }
        this.listeners = new ArrayList<>(listeners);
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event) {
        timer.after(config.interval(), this::sample);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Override
    public void quote(VenueQuote quote) {
        if (quote.news()) {
            SymbolFigures figures = figures(quote.symbol());
            synchronized (figures) {
                figures.quote(quote);
            }
        }
    }

    @Override
    public void trade(Trade trade, @Nullable String traceparent) {
        SymbolFigures figures = figures(trade.symbol());
        synchronized (figures) {
            figures.trade(trade, time.nanos());
        }
    }

    @Override
    public void funding(Funding funding) {
        SymbolFigures figures = figures(funding.symbol());
        synchronized (figures) {
            figures.funding(funding, time.nanos());
        }
    }

    /** As of now; everything null where nothing is known of the symbol. */
    public Features of(Symbol symbol) {
        SymbolFigures known = symbols.get(symbol);
        SymbolFigures figures = known == null ? new SymbolFigures(symbol, config) : known;
        synchronized (figures) {
            return figures.compute(time.now(), time.nanos());
        }
    }

    private SymbolFigures figures(Symbol symbol) {
        return symbols.computeIfAbsent(symbol, unknown -> new SymbolFigures(unknown, config));
    }

    private void sample() {
        if (stopped) {
            return;
        }
        timer.after(config.interval(), this::sample);
        for (SymbolFigures figures : symbols.values()) {
            Features changed;
            synchronized (figures) {
                changed = figures.sample(time.now(), time.nanos());
            }
            if (changed != null) {
                listeners.forEach(listener -> listener.features(changed));
            }
        }
    }
}
