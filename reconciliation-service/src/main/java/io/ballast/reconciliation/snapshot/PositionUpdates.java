// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.Ending;
import io.ballast.reconciliation.ledger.PositionState.Mark;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.matching.BookedTrade;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Close;
import io.ballast.reconciliation.matching.Comparison;
import io.ballast.reconciliation.matching.Comparison.Divergence;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Outcome;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.ProfitAndLoss;
import io.ballast.reconciliation.matching.Terms;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an outcome makes of a position. */
final class PositionUpdates {

    private final RunContext run;

    PositionUpdates(RunContext run) {
        this.run = run;
    }

    /** The positions after {@code outcome}; none where it is about a trade that has none. */
    List<PositionState> after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Matched matched -> shown(matched.match(), position -> matched(matched, position));
            case Outcome.Divergent divergent -> shown(divergent.match(), position -> divergent(divergent));
            case Outcome.External external ->
                List.of(shown(
                        external.position(),
                        new Verdict(PositionStatus.OPEN, MatchState.UNMATCHED, true, null, null, null, null)));
            case Outcome.Closed closed ->
                known(closed.trade()).map(this::closed).toList();
            case Outcome.BrokerClosed lost ->
                known(lost.trade()).map(before -> lost(before, lost.trade())).toList();
            case Outcome.Pending pending ->
                pending.awaiting() == Outcome.Awaiting.NO_TICKET
                        ? List.of()
                        : known(pending.trade())
                                .filter(before -> !run.others().any() || run.before(before.ticket()) != null)
                                .map(before -> pending(before, pending.awaiting()))
                                .toList();
        };
    }

    /** A position that only the broker knew, or that the bot has closed, and that the broker no longer shows. */
    PositionState vanished(PositionState before, boolean emptyUnconfirmed) {
        Close close = close(before.ticket());
        Verdict verdict = before.verdict();
        if (before.mark() == null
                && verdict.tradeId() != null
                && run.others().holding().contains(verdict.tradeId())) {
            return neverHere(before);
        }
        if (close != null) {
            return ended(
                    before,
                    verdict.matched(),
                    new Ending(CloseReason.CLOSING_DEAL, close.price(), close.pnl(), close.at()));
        }
        if (emptyUnconfirmed) {
            return waiting(before, true, "the broker shows an empty account; not confirmed yet");
        }
        Ending byBot = BotEndings.of(before, run.trades().values());
        return byBot != null
                ? ended(before, verdict.matched(), byBot)
                : ended(before, verdict.matched(), new Ending(CloseReason.BROKER_CLOSED, null, null, run.takenAt()));
    }

    /** The bot's word for a position, before another broker showed the trade. */
    private PositionState neverHere(PositionState before) {
        Verdict verdict = new Verdict(
                PositionStatus.CLOSED,
                MatchState.UNMATCHED,
                false,
                null,
                "never here: another broker of the account holds it",
                null,
                null);
        return state(before.ticket(), before.terms(), null, verdict, null);
    }

    private @Nullable Close close(long ticket) {
        return Close.of(Set.of(ticket), run.content().deals()).orElse(null);
    }

    private Verdict matched(Outcome.Matched matched, BrokerPosition position) {
        PositionState before = run.before(position.ticket());
        Comparison comparison = matched.comparison();
        if (!matched.settled() && before != null && before.verdict().matched() == MatchState.DIVERGENT) {
            Verdict stands = before.verdict();
            return new Verdict(
                    PositionStatus.OPEN,
                    stands.matched(),
                    true,
                    stands.divergenceReason(),
                    stands.detail(),
                    comparison.slippagePips(),
                    tradeId(matched.match()));
        }
        return new Verdict(
                PositionStatus.OPEN,
                MatchState.MATCHED,
                true,
                null,
                null,
                comparison.slippagePips(),
                tradeId(matched.match()));
    }

    private static Verdict divergent(Outcome.Divergent divergent) {
        Comparison comparison = divergent.comparison();
        return new Verdict(
                PositionStatus.OPEN,
                MatchState.DIVERGENT,
                true,
                comparison.divergences().getFirst().reason(),
                comparison.divergences().stream().map(Divergence::detail).collect(Collectors.joining("; ")),
                comparison.slippagePips(),
                tradeId(divergent.match()));
    }

    /** The trade that the next runs may take the position for; an ambiguous one is weighed anew each time. */
    private static @Nullable String tradeId(Match match) {
        return match.ambiguous() ? null : match.trade().tradeId();
    }

    private List<PositionState> shown(Match match, Function<BrokerPosition, Verdict> verdict) {
        return match.positions().stream()
                .map(position -> shown(position, verdict.apply(position)))
                .toList();
    }

    private PositionState shown(BrokerPosition position, Verdict verdict) {
        ProfitAndLoss pnl = ProfitAndLoss.of(position, run.content().currency(), run.instruments(), run.rates());
        Mark mark = new Mark(position.currentPrice(), pnl.amount(), pnl.code());
        return state(position.ticket(), position.terms(), mark, verdict, null);
    }

    private PositionState closed(PositionState before) {
        Close close = Objects.requireNonNull(close(before.ticket()), "every ticket of a closed trade is closed");
        return ended(
                before,
                MatchState.MATCHED,
                new Ending(CloseReason.CLOSING_DEAL, close.price(), close.pnl(), close.at()));
    }

    private PositionState lost(PositionState before, BookedTrade trade) {
        if (close(before.ticket()) != null) {
            return closed(before); // the trade had several positions, and of this one the end is known
        }
        Verdict verdict = new Verdict(
                PositionStatus.CLOSED,
                MatchState.DIVERGENT,
                false,
                DivergenceReason.BROKER_CLOSED,
                "the bot holds it, the broker does not, and no deal says how it was closed",
                before.verdict().slippagePips(),
                trade.tradeId());
        return state(
                before.ticket(),
                before.terms(),
                before.mark(),
                verdict,
                new Ending(CloseReason.BROKER_CLOSED, null, null, run.takenAt()));
    }

    private PositionState pending(PositionState before, Outcome.Awaiting awaiting) {
        if (close(before.ticket()) != null) {
            return closed(before);
        }
        return switch (awaiting) {
            case JUST_CHANGED -> waiting(before, false, "the bot holds it; the broker does not show it yet");
            case NOT_FOUND, ELSEWHERE -> waiting(before, false, "the bot holds it, the broker does not; looking again");
            case EMPTY_UNCONFIRMED ->
                waiting(before, before.verdict().atBroker(), "the broker shows an empty account; not confirmed yet");
            case NO_TICKET -> before;
        };
    }

    /** What is known of a trade's positions; the bot's word where the broker never showed it. */
    private Stream<PositionState> known(BookedTrade trade) {
        return trade.tickets().stream().sorted().map(ticket -> known(ticket, trade));
    }

    private PositionState known(long ticket, BookedTrade trade) {
        PositionState before = run.before(ticket);
        Verdict unseen =
                new Verdict(PositionStatus.PENDING, MatchState.UNMATCHED, false, null, null, null, trade.tradeId());
        return before != null ? before : state(ticket, trade.terms(), null, unseen, null);
    }

    private PositionState waiting(PositionState before, boolean atBroker, String detail) {
        Verdict was = before.verdict();
        Verdict verdict = new Verdict(
                PositionStatus.PENDING,
                was.matched(),
                atBroker,
                was.divergenceReason(),
                was.matched() == MatchState.DIVERGENT ? was.detail() : detail,
                was.slippagePips(),
                was.tradeId());
        return state(before.ticket(), before.terms(), before.mark(), verdict, null);
    }

    private PositionState ended(PositionState before, MatchState matched, Ending ending) {
        Verdict was = before.verdict();
        Verdict verdict =
                new Verdict(PositionStatus.CLOSED, matched, false, null, null, was.slippagePips(), was.tradeId());
        return state(before.ticket(), before.terms(), before.mark(), verdict, ending);
    }

    private PositionState state(
            long ticket, Terms terms, @Nullable Mark mark, Verdict verdict, @Nullable Ending ending) {
        return new PositionState(run.key(), run.snapshot().broker(), ticket, terms, mark, verdict, ending, run.now())
                .settledAs(run.before(ticket));
    }
}
