// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import io.ballast.reconciliation.matching.Outcome.Match;
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

    private static final List<Stage> HEDGING =
            List.of(new TicketStage(), new OrderStage(), new TermsStage(), new VolumesStage());
    private static final List<Stage> NETTING =
            List.of(new NetStage(), new TicketStage(), new OrderStage(), new TermsStage(), new VolumesStage());

    private Matcher() {}

    /** Outcomes: matches by what speaks for them, then what only the broker holds by ticket, then the rest by trade id. */
    public static List<Outcome> match(Observation observed) {
        List<BrokerPosition> positions = new ArrayList<>(observed.positions());
        positions.sort(Comparator.comparingLong(BrokerPosition::ticket));
        List<BookedTrade> trades = new ArrayList<>(observed.trades());
        trades.sort(Comparator.comparing(BookedTrade::tradeId));
        List<Outcome> outcomes = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        Set<String> paired = new HashSet<>();
        Set<Long> movedSince = movedSince(observed);
        for (Stage stage : observed.mode() == Mode.NETTING ? NETTING : HEDGING) {
            List<BookedTrade> open = stage.byName()
                    ? List.copyOf(trades)
                    : trades.stream().filter(trade -> trade.tickets().isEmpty()).toList();
            for (Match match : stage.matches(List.copyOf(positions), open, observed)) {
                match.positions().forEach(position -> taken.add(position.ticket()));
                match.trades().forEach(trade -> paired.add(trade.tradeId()));
                outcomes.add(compare(match, observed, movedSince));
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

    private static Outcome compare(Match match, Observation observed, Set<Long> movedSince) {
        Comparison comparison = Comparison.of(match, observed.instruments());
        boolean settled = match.trades().stream().noneMatch(trade -> justChanged(trade, observed))
                && match.positions().stream().noneMatch(position -> movedSince.contains(position.ticket()));
        return !settled || comparison.divergences().isEmpty()
                ? new Outcome.Matched(match, comparison, settled)
                : new Outcome.Divergent(match, comparison);
    }

    private static Outcome missing(BookedTrade trade, Observation observed, Set<Long> taken) {
        Set<Long> tickets = trade.tickets();
        if (tickets.isEmpty() || tickets.stream().anyMatch(taken::contains)) {
            return new Outcome.Pending(trade, Outcome.Awaiting.NO_TICKET);
        }
        Optional<Close> close = Close.of(tickets, observed.deals());
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

    /** How an account keeps several trades of one symbol. */
    public enum Mode {
        /** As one position, bought minus sold. */
        NETTING,
        /** As a position each, also on both sides at once. */
        HEDGING
    }

    /**
     * What one run compares.
     *
     * @param takenAt when the broker's side was read
     * @param mode how the account keeps several trades of one symbol
     * @param emptyUnconfirmed the broker side is empty and nothing confirms yet that this is real
     */
    public record Observation(
            Instant takenAt,
            Mode mode,
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
