// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.okx;

import io.ballast.market.book.Applied;
import io.ballast.market.book.OrderBook;
import io.ballast.market.book.Side;
import io.ballast.market.book.TopOfBook;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one book equal to the venue's: each update names the number of the message before it. It may name it and have a
 * lower number itself, after the venue's maintenance, or the same one and nothing in it, where nothing has changed for
 * a minute. A checksum is looked at where there is one. Source: OKX v5 API, "Order book channel". Not thread-safe.
 */
final class ChainedBook {

    private final OrderBook book;
    private boolean synchronised;
    private @Nullable Long last;

    ChainedBook(OrderBook book) {
        this.book = book;
    }

    /** Forgets everything and waits for a snapshot. */
    void reset() {
        synchronised = false;
        last = null;
        book.clear();
    }

    Applied snapshot(OkxMessage.Levels levels) {
        book.clear();
        synchronised = true;
        return take(levels);
    }

    Applied update(OkxMessage.Levels levels) {
        if (!synchronised) {
            return new Applied.Waiting();
        }
        Long held = last;
        Long previous = levels.previous();
        if (held != null && previous != null && !held.equals(previous)) {
            if (held.equals(levels.sequence())) {
                return new Applied.Duplicate();
            }
            reset();
            return new Applied.Gap(held + 1, Math.max(held, previous) + 1);
        }
        return take(levels);
    }

    private Applied take(OkxMessage.Levels levels) {
        last = levels.sequence();
        book.apply(Side.BID, levels.bids());
        book.apply(Side.ASK, levels.asks());
        book.truncate();
        if (levels.checksum() != 0) {
            int computed = OkxChecksum.of(book);
            if (computed != levels.checksum()) {
                reset();
                return new Applied.BadChecksum(levels.checksum(), computed);
            }
        }
        TopOfBook top = book.top();
        if (top.locked() || top.crossed()) {
            reset();
            return new Applied.Crossed();
        }
        return new Applied.Changed();
    }

    /** Number of the last message that the book contains, null where the venue numbers none. */
    @Nullable
    Long last() {
        return last;
    }
}
