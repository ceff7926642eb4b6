// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.bybit;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.Side;
import io.ballast.market.book.TopOfBook;

/**
 * Keeps one book equal to the venue's: a snapshot replaces it at any time, each change is numbered one above the one
 * before, and number 1 is a snapshot whatever it is called, after the venue's service began anew. Source: Bybit v5 API,
 * "Orderbook". Not thread-safe.
 */
final class NumberedBook {

    private final OrderBook book;
    private boolean synchronised;
    private long last;

    NumberedBook(OrderBook book) {
        this.book = book;
    }

    /** Forgets everything and waits for a snapshot. */
    void reset() {
        synchronised = false;
        book.clear();
    }

    Applied apply(BybitMessage.Book message) {
        if (message.snapshot() || message.update() == 1) {
            book.clear();
            return take(message);
        }
        if (!synchronised) {
            return new Applied.Waiting();
        }
        if (message.update() <= last) {
            return new Applied.Duplicate();
        }
        if (message.update() != last + 1) {
            long expected = last + 1;
            reset();
            return new Applied.Gap(expected, message.update());
        }
        return take(message);
    }

    private Applied take(BybitMessage.Book message) {
        synchronised = true;
        last = message.update();
        book.apply(Side.BID, message.bids());
        book.apply(Side.ASK, message.asks());
        book.truncate();
        TopOfBook top = book.top();
        if (top.locked() || top.crossed()) {
            reset();
            return new Applied.Crossed();
        }
        return new Applied.Changed();
    }

    /** Number of the last change that the book contains. */
    long last() {
        return last;
    }
}
