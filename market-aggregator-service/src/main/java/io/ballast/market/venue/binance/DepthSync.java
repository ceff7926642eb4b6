// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.Side;
import io.ballast.market.book.TopOfBook;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps one book equal to the venue's out of a REST snapshot and a stream of diffs: diffs are kept until the snapshot
 * is here; those it contains are dropped; the first one applied must reach over it; from then on each must begin where
 * the one before ended.
 *
 * <p>Spot's ids are contiguous: first {@code U <= L+1 <= u}, then {@code U == u' + 1}. Futures share their ids among
 * all symbols, so each update names the one before it: first {@code pu <= L <= u}, then {@code pu == u'}. (The venue's
 * text has {@code U <= L} there; between {@code pu} and {@code U} nothing happened to this symbol.) Sources: Binance
 * spot and futures APIs, "How to manage a local order book correctly".
 *
 * <p>A snapshot may be here before any diff: a quiet symbol's book is exact right away. Not thread-safe.
 */
final class DepthSync {

    private final OrderBook book;
    private final int capacity;
    private final Deque<DepthDiff> waiting = new ArrayDeque<>();
    private boolean synchronised;
    private boolean bridged;
    private long last;
    private long applied;
    private long old;

    /** @param capacity diffs kept while the snapshot is on its way; beyond it the oldest go */
    DepthSync(OrderBook book, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
        this.book = book;
        this.capacity = capacity;
    }

    /** Forgets everything and waits for a snapshot. */
    void reset() {
        synchronised = false;
        waiting.clear();
        book.clear();
    }

    Applied diff(DepthDiff diff) {
        if (!synchronised) {
            if (waiting.size() == capacity) {
                waiting.removeFirst(); // a later snapshot makes up for it; an older one will not fit, and says so
            }
            waiting.addLast(diff);
            return new Applied.Waiting();
        }
        Applied outcome = follow(diff);
        return outcome instanceof Applied.Changed ? checked() : outcome;
    }

    /** @return {@link Applied.Gap} if the snapshot is older than the oldest diff kept: only a newer one will do */
    Applied snapshot(DepthSnapshot snapshot) {
        book.clear();
        book.apply(Side.BID, snapshot.bids());
        book.apply(Side.ASK, snapshot.asks());
        last = snapshot.lastUpdateId();
        synchronised = true;
        bridged = false;
        for (DepthDiff diff : waiting) {
            Applied outcome = follow(diff);
            if (outcome instanceof Applied.Gap) {
                synchronised = false;
                book.clear();
                return outcome;
            }
        }
        waiting.clear();
        return checked();
    }

    private Applied follow(DepthDiff diff) {
        boolean chained = diff.previous() >= 0;
        if (chained && !bridged ? diff.last() < last : diff.last() <= last) {
            old++;
            return new Applied.Duplicate();
        }
        long before = chained ? diff.previous() : diff.first() - 1;
        boolean next = bridged ? before == last : before <= last;
        if (!next) {
            return new Applied.Gap(last + 1, before + 1);
        }
        bridged = true;
        book.apply(Side.BID, diff.bids());
        book.apply(Side.ASK, diff.asks());
        last = diff.last();
        applied++;
        return new Applied.Changed();
    }

    /** Looks at the book only after whole messages: in between it may be crossed. */
    private Applied checked() {
        book.truncate();
        TopOfBook top = book.top();
        return top.locked() || top.crossed() ? new Applied.Crossed() : new Applied.Changed();
    }

    TopOfBook top() {
        return book.top();
    }

    /** Whether it has a snapshot. */
    boolean synchronised() {
        return synchronised;
    }

    /** Id of the last update that the book contains. */
    long last() {
        return last;
    }

    /** Diffs applied since the beginning. */
    long applied() {
        return applied;
    }

    /** Diffs dropped because the book contained them already. */
    long old() {
        return old;
    }
}
