// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.coinbase;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;

/** One book out of a whole snapshot and changes of it, which are whole because the connection's sequence is. */
final class WholeBook {

    private final OrderBook book;
    private boolean synchronised;

    WholeBook(OrderBook book) {
        this.book = book;
    }

    /** Forgets everything and waits for a snapshot. */
    void reset() {
        synchronised = false;
        book.clear();
    }

    Applied apply(CoinbaseMessage.Levels levels) {
        if (levels.snapshot()) {
            book.clear();
            synchronised = true;
        } else if (!synchronised) {
            return new Applied.Waiting();
        }
        for (CoinbaseMessage.Change change : levels.changes()) {
            book.apply(change.side(), change.level());
        }
        book.truncate();
        return book.top().crossed() ? new Applied.Crossed() : new Applied.Changed();
    }
}
