// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trades that did not fit, as one run for each venue and symbol. A run that is not announced yet goes on: whatever
 * follows on its tape is lost too, so that no published trade ever lies inside a run. Not thread-safe.
 */
final class LostTrades {

    private record Tape(VenueId venue, Symbol symbol) {}

    /** Trades lost in a row: the bounds of their ids and of their venue's times, and how many they are. */
    record Run(VenueId venue, Symbol symbol, Trade.Id from, Trade.Id to, Instant fromTime, Instant toTime, long count) {

        private static Run of(Trade trade) {
            return new Run(trade.venue(), trade.symbol(), trade.id(), trade.id(), trade.time(), trade.time(), 1);
        }

        private Run and(Run other) {
            return new Run(
                    venue,
                    symbol,
                    isAbove(from, other.from) ? other.from : from,
                    isAbove(to, other.to) ? to : other.to,
                    fromTime.isBefore(other.fromTime) ? fromTime : other.fromTime,
                    toTime.isAfter(other.toTime) ? toTime : other.toTime,
                    count + other.count);
        }

        /** Ids that are no numbers go by the order in which they came. */
        private static boolean isAbove(Trade.Id one, Trade.Id other) {
            return one instanceof Trade.Id.Number(long ignored, long value)
                    && other instanceof Trade.Id.Number(long alsoIgnored, long limit)
                    && value > limit;
        }
    }

    private final Map<Tape, Run> runs = new LinkedHashMap<>();

    /** Whether a run is under way to which {@code trade} belongs. */
    boolean goesOnWith(Trade trade) {
        return !runs.isEmpty() && runs.containsKey(new Tape(trade.venue(), trade.symbol()));
    }

    void add(Trade trade) {
        runs.merge(new Tape(trade.venue(), trade.symbol()), Run.of(trade), Run::and);
    }

    /** What to announce, the oldest runs first and at most so many; these end here, and a further loss begins anew. */
    List<Run> end(int most) {
        List<Run> ended = new ArrayList<>();
        var oldest = runs.values().iterator();
        while (oldest.hasNext() && ended.size() < most) {
            ended.add(oldest.next());
            oldest.remove();
        }
        return ended;
    }
}
