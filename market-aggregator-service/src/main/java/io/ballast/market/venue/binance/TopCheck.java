// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.Applied;
import io.ballast.market.book.PriceLevel;
import io.ballast.market.book.TopOfBook;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds one book against the best bid and offer that the venue tells in a stream of its own: under the same update id
 * both must be equal. Since every change of the best is told there at once, it also shows that a depth stream is dead
 * rather than quiet. Confined to the venue's loop.
 */
final class TopCheck {

    /** Updates arrive every 100 ms, so that few tickers are ever ahead of them. */
    private static final int KEPT = 256;

    private final Map<Long, TopOfBook> ahead = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TopOfBook> eldest) {
            return size() > KEPT;
        }
    };
    private boolean waiting;
    private boolean updated;

    /** What a depth update did, unless the venue said otherwise about the same moment. */
    Applied updated(DepthSync sync, Applied outcome) {
        updated = true;
        TopOfBook told = ahead.get(sync.last());
        ahead.keySet().removeIf(id -> id <= sync.last());
        return outcome instanceof Applied.Changed && told != null && !same(told, sync.top())
                ? new Applied.Contradicted(sync.last())
                : outcome;
    }

    /** A ticker of the past is no news, one of the book's own moment must equal it, a later one is kept for later. */
    Applied told(BinanceMessage.BookTicker ticker, DepthSync sync) {
        TopOfBook top = new TopOfBook(ticker.bid(), ticker.ask());
        if (!sync.synchronised() || ticker.id() > sync.last()) {
            ahead.put(ticker.id(), top);
            return new Applied.Waiting();
        }
        return ticker.id() < sync.last() || same(top, sync.top())
                ? new Applied.Duplicate()
                : new Applied.Contradicted(ticker.id());
    }

    /** Whether the tickers have just got ahead of the updates; {@link #stillAhead} tells later what became of it. */
    boolean runsAhead() {
        if (waiting || ahead.isEmpty()) {
            return false;
        }
        waiting = true;
        updated = false;
        return true;
    }

    /** Whether no update came since. */
    boolean stillAhead() {
        waiting = false;
        return !updated;
    }

    private static boolean same(TopOfBook one, TopOfBook other) {
        return same(one.bid(), other.bid()) && same(one.ask(), other.ask());
    }

    private static boolean same(@Nullable PriceLevel one, @Nullable PriceLevel other) {
        return one != null
                && other != null
                && one.price().compareTo(other.price()) == 0
                && one.size().compareTo(other.size()) == 0;
    }
}
