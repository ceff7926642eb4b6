// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps everything it is told. Thread-safe. */
public final class RecordingListener implements MarketListener {

    private final List<VenueQuote> quotes = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final List<ControlEvent> controls = new ArrayList<>();
    private final List<Funding> fundings = new ArrayList<>();

    @Override
    public synchronized void quote(VenueQuote quote) {
        quotes.add(quote);
    }

    @Override
    public synchronized void trade(Trade trade, @Nullable String traceparent) {
        trades.add(trade);
    }

    @Override
    public synchronized void funding(Funding funding) {
        fundings.add(funding);
    }

    @Override
    public synchronized void control(ControlEvent event) {
        controls.add(event);
    }

    public synchronized List<VenueQuote> quotes() {
        return List.copyOf(quotes);
    }

    public synchronized List<Trade> trades() {
        return List.copyOf(trades);
    }

    public synchronized List<ControlEvent> controls() {
        return List.copyOf(controls);
    }

    public synchronized List<Funding> fundings() {
        return List.copyOf(fundings);
    }

    public List<ControlEvent> gaps() {
        return controls().stream()
                .filter(event -> event.kind() == ControlEvent.Kind.GAP)
                .toList();
    }

    /** What was last told of a symbol's book. */
    public Optional<VenueQuote> lastQuote(Symbol symbol) {
        return quotes().reversed().stream()
                .filter(quote -> quote.symbol().equals(symbol))
                .findFirst();
    }
}
