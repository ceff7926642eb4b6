// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.market.venue.Channel;
import io.ballast.market.venue.ControlEvent;
import io.ballast.market.venue.FeedState;
import io.ballast.market.venue.Symbol;
import io.ballast.market.venue.Trade;
import io.ballast.market.venue.VenueId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trades that did not fit, as one run of ids for each venue and symbol. Not thread-safe. */
final class LostTrades {

    private record Tape(VenueId venue, Symbol symbol) {}

    private record Run(long from, long to) {}

    private final Map<Tape, Run> runs = new LinkedHashMap<>();

    boolean isEmpty() {
        return runs.isEmpty();
    }

    void add(Trade trade) {
        runs.merge(
                new Tape(trade.venue(), trade.symbol()),
                new Run(trade.id(), trade.id()),
                (run, last) -> new Run(Math.min(run.from(), last.from()), Math.max(run.to(), last.to())));
    }

    /** What to announce; every run ends here, and a further loss begins a new one. */
    List<ControlEvent> announce(Instant at) {
        List<ControlEvent> gaps = runs.entrySet().stream()
                .map(entry -> new ControlEvent(
                        ControlEvent.Kind.GAP,
                        entry.getKey().venue(),
                        Channel.TRADES,
                        entry.getKey().symbol(),
                        FeedState.LIVE,
                        "not published",
                        entry.getValue().from(),
                        entry.getValue().to(),
                        at,
                        null))
                .toList();
        runs.clear();
        return gaps;
    }
}
