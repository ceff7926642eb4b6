// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits to be published, within bounds: control events push out the oldest of their kind, trades are refused when
 * there is no room, quotes make way for newer ones of the same symbol and venue. What is being published counts too.
 * Order is kept within each topic. Not thread-safe.
 */
final class PublicationBuffer {

    /** Whose quote it is; only the newest of these matters. */
    record QuoteKey(String symbol, String venue) {}

    private record Quote(QuoteKey key, Event event) {}

    private final PublicationConfig bounds;
    private final Drops drops;
    private final Deque<Event> controls = new ArrayDeque<>();
    private final Deque<Event> trades = new ArrayDeque<>();
    /** By a number of its own while there is room, by its {@link QuoteKey} under pressure. */
    private final Map<Object, Quote> quotes = new LinkedHashMap<>();

    private long numbers;

    private final List<Event> takenControls = new ArrayList<>();
    private final List<Event> takenTrades = new ArrayList<>();
    private final List<Quote> takenQuotes = new ArrayList<>();

    PublicationBuffer(PublicationConfig bounds, Drops drops) {
        if (Math.min(Math.min(bounds.batch(), bounds.trades()), Math.min(bounds.quotes(), bounds.controls())) < 1) {
            throw new IllegalArgumentException("every bound of ballast.market.publication must be at least 1");
        }
        this.bounds = bounds;
        this.drops = drops;
    }

    void control(Event event) {
        if (controls.size() + takenControls.size() >= bounds.controls() && !controls.isEmpty()) {
            controls.removeFirst();
            drops.dropped(Topic.MARKET_CONTROL, "full");
        }
        controls.addLast(event);
    }

    /** @return whether there was room */
    boolean trade(Event event) {
        if (trades.size() + takenTrades.size() >= bounds.trades()) {
            drops.dropped(Topic.MARKET_TRADES, "full");
            return false;
        }
        trades.addLast(event);
        return true;
    }

    void quote(QuoteKey key, Event event) {
        put(key, event, quotes.size() >= bounds.quotes());
    }

    private void put(QuoteKey key, Event event, boolean pressure) {
        Object under = pressure ? key : (Object) numbers++;
        if (quotes.remove(under) != null) {
            drops.dropped(Topic.MARKET_QUOTES, "conflated");
        }
        quotes.put(under, new Quote(key, event)); // at the end: a subject's events stay in order
    }

    /** The next batch, in order; empty if nothing waits. It stays in here until {@link #confirmed} or {@link #failed}. */
    List<Outgoing> take() {
        move(controls, takenControls);
        move(trades, takenTrades);
        var waiting = quotes.values().iterator();
        while (waiting.hasNext() && takenQuotes.size() < bounds.batch()) {
            takenQuotes.add(waiting.next());
            waiting.remove();
        }
        List<Outgoing> batch = new ArrayList<>();
        takenControls.forEach(event -> batch.add(new Outgoing(Topic.MARKET_CONTROL, event)));
        takenTrades.forEach(event -> batch.add(new Outgoing(Topic.MARKET_TRADES, event)));
        takenQuotes.forEach(quote -> batch.add(new Outgoing(Topic.MARKET_QUOTES, quote.event())));
        return batch;
    }

    private void move(Deque<Event> from, List<Event> to) {
        while (to.size() < bounds.batch() && !from.isEmpty()) {
            to.add(from.removeFirst());
        }
    }

    /** The batch taken is in the streams. */
    void confirmed() {
        takenControls.clear();
        takenTrades.clear();
        takenQuotes.clear();
    }

    /** The batch taken is, as far as is known, not in the streams: it waits again, before all others. */
    void failed() {
        takenControls.reversed().forEach(controls::addFirst);
        takenTrades.reversed().forEach(trades::addFirst);
        List<Quote> all = new ArrayList<>(takenQuotes);
        all.addAll(quotes.values());
        quotes.clear();
        confirmed();
        all.forEach(quote -> put(quote.key(), quote.event(), true)); // old quotes help nobody once the streams are back
    }

    int waitingTrades() {
        return trades.size() + takenTrades.size();
    }
}
