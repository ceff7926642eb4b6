// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.kraken;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.Side;

/**
 * Keeps one book equal to the venue's: no sequence numbers exist, the checksum of every message is the gap detector.
 * Levels that fall out of the subscribed depth are not deleted by the venue, so the book is cut to it after every
 * message. Not thread-safe.
 */
final class ChecksummedBook {

    private final OrderBook book;
    private boolean synchronised;

    /** @param book as deep as the subscription */
    ChecksummedBook(OrderBook book) {
        this.book = book;
    }

    /** Forgets everything and waits for a snapshot. */
    void reset() {
        synchronised = false;
        book.clear();
    }

    Applied snapshot(KrakenMessage.Levels levels) {
        book.clear();
        synchronised = true;
        return apply(levels);
    }

    Applied update(KrakenMessage.Levels levels) {
        return synchronised ? apply(levels) : new Applied.Waiting();
    }

    private Applied apply(KrakenMessage.Levels levels) {
        book.apply(Side.BID, levels.bids());
        book.apply(Side.ASK, levels.asks());
        book.truncate();
        long computed = KrakenChecksum.of(book);
        if (computed == levels.checksum()) {
            return new Applied.Changed();
        }
        reset();
        return new Applied.BadChecksum(levels.checksum(), computed);
    }
}
