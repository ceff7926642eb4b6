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
import io.ballast.reconciliation.matching.Outcome.Pair;
import io.ballast.reconciliation.matching.ProfitAndLoss;
import io.ballast.reconciliation.matching.Terms;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an outcome makes of a position. */
final class PositionUpdates {

    private final RunContext run;

    PositionUpdates(RunContext run) {
        this.run = run;
    }

    /** The position after {@code outcome}; null where the outcome is about none (a trade without a ticket of its own). */
    @Nullable
    PositionState after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Matched matched -> shown(matched.pair().position(), matched(matched));
            case Outcome.Divergent divergent -> shown(divergent.pair().position(), divergent(divergent));
            case Outcome.External external ->
                shown(
                        external.position(),
                        new Verdict(PositionStatus.OPEN, MatchState.UNMATCHED, true, null, null, null, null));
            case Outcome.Closed closed -> closed(closed.trade(), closed.close());
            case Outcome.BrokerClosed lost -> lost(lost.trade());
            case Outcome.Pending pending -> pending(pending);
        };
    }

    /** A position that only the broker knew, or that the bot has closed, and that the broker no longer shows. */
    PositionState vanished(PositionState before, boolean emptyUnconfirmed) {
        Close close = Close.of(before.ticket(), run.content().deals()).orElse(null);
        Verdict verdict = before.verdict();
        if (close != null) {
            return ended(
                    before,
                    verdict.matched(),
                    new Ending(CloseReason.CLOSING_DEAL, close.price(), close.pnl(), close.at()));
        }
        if (emptyUnconfirmed) {
            return waiting(before, true, "the broker shows an empty account; not confirmed yet");
        }
        Ending byBot = BotEndings.of(before.ticket(), run.trades().values());
        return byBot != null
                ? ended(before, verdict.matched(), byBot)
                : ended(before, verdict.matched(), new Ending(CloseReason.BROKER_CLOSED, null, null, run.takenAt()));
    }

    private Verdict matched(Outcome.Matched matched) {
        Pair pair = matched.pair();
        PositionState before = run.before(pair.position().ticket());
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
                    pair.trade().tradeId());
        }
        return new Verdict(
                PositionStatus.OPEN,
                MatchState.MATCHED,
                true,
                null,
                null,
                comparison.slippagePips(),
                pair.trade().tradeId());
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
                divergent.pair().trade().tradeId());
    }

    private PositionState shown(BrokerPosition position, Verdict verdict) {
        ProfitAndLoss pnl = ProfitAndLoss.of(position, run.content().currency(), run.instruments(), run.rates());
        Mark mark = new Mark(position.currentPrice(), pnl.amount(), pnl.code());
        return state(position.ticket(), position.terms(), mark, verdict, null);
    }

    private @Nullable PositionState closed(BookedTrade trade, Close close) {
        Ending ending = new Ending(CloseReason.CLOSING_DEAL, close.price(), close.pnl(), close.at());
        PositionState before = known(trade);
        return before == null ? null : ended(before, MatchState.MATCHED, ending);
    }

    private @Nullable PositionState lost(BookedTrade trade) {
        PositionState before = known(trade);
        if (before == null) {
            return null;
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

    private @Nullable PositionState pending(Outcome.Pending pending) {
        PositionState before = known(pending.trade());
        if (before == null) {
            return null;
        }
        return switch (pending.awaiting()) {
            case NO_TICKET -> null;
            case JUST_CHANGED -> waiting(before, false, "the bot holds it; the broker does not show it yet");
            case NOT_FOUND -> waiting(before, false, "the bot holds it, the broker does not; looking again");
            case EMPTY_UNCONFIRMED ->
                waiting(before, before.verdict().atBroker(), "the broker shows an empty account; not confirmed yet");
        };
    }

    /** What is known of a trade's position; the bot's word where the broker never showed it. */
    private @Nullable PositionState known(BookedTrade trade) {
        Long ticket = trade.ticket();
        if (ticket == null) {
            return null;
        }
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
        return new PositionState(run.key(), run.snapshot().broker(), ticket, terms, mark, verdict, ending, run.now());
    }
}
