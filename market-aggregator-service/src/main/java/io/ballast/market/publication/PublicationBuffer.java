// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.market.venue.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be published, within bounds: control events push out the oldest of their kind, but never the
 * announcement of a gap; trades are refused when there is no room; quotes and features make way for newer ones of the
 * same symbol and venue. What is being published counts too. Order is kept within each topic, and so numbered. Not thread-safe.
 */
final class PublicationBuffer {

    /** What it is a view of; only the newest of these matters. */
    record ViewKey(Topic topic, String symbol, String venue) {}

    record View(long number, ViewKey key, Event event) {}

    record Control(long number, Event event, boolean gap) {}

    /** What to send next. */
    record Batch(List<Control> controls, List<PendingTrade> trades, List<View> views) {

        boolean isEmpty() {
            return controls.isEmpty() && trades.isEmpty() && views.isEmpty();
        }
    }

    private final PublicationConfig bounds;
    private final Drops drops;
    private final Deque<Control> controls = new ArrayDeque<>();
    private final Deque<PendingTrade> trades = new ArrayDeque<>();
    /** By its number while there is room, by its {@link ViewKey} under pressure. */
    private final Map<Object, View> views = new LinkedHashMap<>();

    private final Batch taken = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private long numbers;
    private int gaps;
    private long tradeBytes;

    PublicationBuffer(PublicationConfig bounds, Drops drops) {
        if (Math.min(Math.min(bounds.batch(), bounds.trades()), Math.min(bounds.quotes(), bounds.controls())) < 1) {
            throw new IllegalArgumentException("every bound of ballast.market.publication must be at least 1");
        }
        this.bounds = bounds;
        this.drops = drops;
    }

    void control(Event event) {
        if (controls.size() + taken.controls().size() < bounds.controls() || pushOutTheOldest()) {
            controls.addLast(new Control(++numbers, event, false));
        }
    }

    private boolean pushOutTheOldest() {
        drops.dropped(Topic.MARKET_CONTROL, "full");
        Iterator<Control> oldest = controls.iterator();
        while (oldest.hasNext()) {
            if (!oldest.next().gap()) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }

    /** How many gaps can be taken for announcement. */
    int roomForGaps() {
        return bounds.controls() - gaps;
    }

    void gap(Event event) {
        gaps++;
        controls.addLast(new Control(++numbers, event, true));
    }

    /** @return whether there was room */
    boolean trade(Trade trade, @Nullable String traceparent) {
        PendingTrade pending = new PendingTrade(numbers + 1, trade, traceparent);
        if (waitingTrades() >= bounds.trades() || tradeBytes + pending.bytes() > bounds.tradeBytes()) {
            return false;
        }
        numbers++;
        tradeBytes += pending.bytes();
        trades.addLast(pending);
        return true;
    }

    void view(ViewKey key, Event event) {
        put(new View(++numbers, key, event), views.size() >= bounds.quotes());
    }

    private void put(View view, boolean pressure) {
        Object under = pressure ? view.key() : (Object) view.number();
        if (views.remove(under) != null) {
            drops.dropped(view.key().topic(), "conflated");
        }
        views.put(under, view); // at the end: a subject's events stay in order
    }

    /** The next batch, in order; empty if nothing waits. It stays in here until {@link #confirmed} or {@link #failed}. */
    Batch take() {
        move(controls, taken.controls());
        move(trades, taken.trades());
        Iterator<View> waiting = views.values().iterator();
        while (waiting.hasNext() && taken.views().size() < bounds.batch()) {
            taken.views().add(waiting.next());
            waiting.remove();
        }
        return new Batch(List.copyOf(taken.controls()), List.copyOf(taken.trades()), List.copyOf(taken.views()));
    }

    private <T> void move(Deque<T> from, List<T> to) {
        while (to.size() < bounds.batch() && !from.isEmpty()) {
            to.add(from.removeFirst());
        }
    }

    /** The batch taken is in the streams. */
    void confirmed() {
        taken.controls().forEach(control -> gaps -= control.gap() ? 1 : 0);
        taken.trades().forEach(trade -> tradeBytes -= trade.bytes());
        forgetTaken();
    }

    /** The batch taken is, as far as is known, not in the streams: it waits again, before all others. */
    void failed() {
        taken.controls().reversed().forEach(controls::addFirst);
        taken.trades().reversed().forEach(trades::addFirst);
        List<View> all = new ArrayList<>(taken.views());
        all.addAll(views.values());
        views.clear();
        forgetTaken();
        all.forEach(view -> put(view, true)); // old quotes help nobody once the streams are back
    }

    private void forgetTaken() {
        taken.controls().clear();
        taken.trades().clear();
        taken.views().clear();
    }

    int waitingTrades() {
        return trades.size() + taken.trades().size();
    }

    /** What the waiting trades keep in memory, about. */
    long waitingTradeBytes() {
        return tradeBytes;
    }
}
