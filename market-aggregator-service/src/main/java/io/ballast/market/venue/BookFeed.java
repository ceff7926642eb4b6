// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue;

import io.ballast.market.book.OrderBook;
import io.ballast.market.book.TopOfBook;

/** A symbol's book and what was last told of its top. Confined to the venue's loop. */
final class BookFeed extends Feed {

    final OrderBook book;
    TopOfBook told = TopOfBook.EMPTY;
    FeedState toldState = FeedState.CONNECTING;

    BookFeed(Symbol symbol, int depth) {
        super(Channel.BOOK, symbol);
        this.book = new OrderBook(depth);
    }

    /** Whether the book may be read. */
    boolean readable() {
        return state == FeedState.LIVE || state == FeedState.STALE;
    }
}
