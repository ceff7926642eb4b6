// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the union of both sides. Every broker position ends as matched, divergent or external; every trade as
 * matched, divergent, closed, closed by the broker, or pending. The order of the input does not matter.
 */
public final class Matcher {

    /** So many runs look for a vanished position before it counts as closed by the broker. */
    static final int RUNS_UNTIL_BROKER_CLOSED = 3;

    /** How long a change on the bot's side may take to show at the broker. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final List<Stage> STAGES = List.of(new TicketStage());

    private Matcher() {}

    /** Outcomes in order of ticket and trade id. */
    public static List<Outcome> match(Observation observed) {
        List<BrokerPosition> positions = new ArrayList<>(observed.positions());
        positions.sort(Comparator.comparingLong(BrokerPosition::ticket));
        List<BookedTrade> trades = new ArrayList<>(observed.trades());
        trades.sort(Comparator.comparing(BookedTrade::tradeId));
        List<Outcome> outcomes = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        Set<String> paired = new HashSet<>();
        Set<Long> movedSince = movedSince(observed);
        for (Stage stage : STAGES) {
            for (Pair pair : stage.pairs(positions, trades)) {
                taken.add(pair.position().ticket());
                paired.add(pair.trade().tradeId());
                outcomes.add(compare(pair, observed, movedSince));
            }
            positions.removeIf(position -> taken.contains(position.ticket()));
            trades.removeIf(trade -> paired.contains(trade.tradeId()));
        }
        positions.forEach(position -> outcomes.add(new Outcome.External(position)));
        trades.forEach(trade -> outcomes.add(missing(trade, observed, taken)));
        return outcomes;
    }

    /** Tickets with deals that the broker booked after the positions were read. */
    private static Set<Long> movedSince(Observation observed) {
        return observed.deals().stream()
                .filter(deal -> deal.ticket() != null && deal.time().isAfter(observed.takenAt()))
                .map(Deal::ticket)
                .collect(Collectors.toSet());
    }

    private static Outcome compare(Pair pair, Observation observed, Set<Long> movedSince) {
        Comparison comparison = Comparison.of(pair, observed.instruments());
        boolean settled = !justChanged(pair.trade(), observed)
                && !movedSince.contains(pair.position().ticket());
        return !settled || comparison.divergences().isEmpty()
                ? new Outcome.Matched(pair, comparison, settled)
                : new Outcome.Divergent(pair, comparison);
    }

    private static Outcome missing(BookedTrade trade, Observation observed, Set<Long> taken) {
        Long ticket = trade.ticket();
        if (ticket == null || taken.contains(ticket)) {
            return new Outcome.Pending(trade, Outcome.Awaiting.NO_TICKET);
        }
        Optional<Close> close = Close.of(ticket, observed.deals());
        if (close.isPresent()) {
            return new Outcome.Closed(trade, close.get());
        }
        if (justChanged(trade, observed)) {
            return new Outcome.Pending(trade, Outcome.Awaiting.JUST_CHANGED);
        }
        if (observed.emptyUnconfirmed()) {
            return new Outcome.Pending(trade, Outcome.Awaiting.EMPTY_UNCONFIRMED);
        }
        return trade.missedRuns() + 1 < RUNS_UNTIL_BROKER_CLOSED
                ? new Outcome.Pending(trade, Outcome.Awaiting.NOT_FOUND)
                : new Outcome.BrokerClosed(trade);
    }

    private static boolean justChanged(BookedTrade trade, Observation observed) {
        return trade.changedAt().plus(GRACE).isAfter(observed.takenAt());
    }

    /**
     * What one run compares.
     *
     * @param takenAt when the broker's side was read
     * @param emptyUnconfirmed the broker side is empty and nothing confirms yet that this is real
     */
    public record Observation(
            Instant takenAt,
            List<BrokerPosition> positions,
            List<Deal> deals,
            List<BookedTrade> trades,
            Instruments instruments,
            boolean emptyUnconfirmed) {

        public Observation {
            positions = List.copyOf(positions);
            deals = List.copyOf(deals);
            trades = List.copyOf(trades);
        }
    }
}
