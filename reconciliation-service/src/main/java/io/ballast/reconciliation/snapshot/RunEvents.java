// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.drawdown.Drawdown;
import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.ledger.LogEntry;
import io.ballast.reconciliation.ledger.LogEntry.EventFinding;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.EventStatus;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.Ending;
import io.ballast.reconciliation.ledger.PositionState.Mark;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.TimeUuid;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.Terms;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The log rows of one run. What is as it was before adds none. */
final class RunEvents {

    private static final String GBP = "GBP";

    private final RunContext run;
    private final TimeUuid ids;
    private final Map<Long, String> causes;
    private final List<Logged> events = new ArrayList<>();

    /** @param causes codes by ticket */
    RunEvents(RunContext run, TimeUuid ids, Map<Long, String> causes) {
        this.run = run;
        this.ids = ids;
        this.causes = causes;
    }

    List<Logged> all() {
        return events;
    }

    void position(PositionState after) {
        PositionState before = run.before(after.ticket());
        if (before == null || !alike(before, after)) {
            add(subject(after), finding(after));
        }
    }

    void drawdown(DrawdownState before, DrawdownState after) {
        if (before.alertLevel() == after.alertLevel()) {
            return;
        }
        BigDecimal equity = run.content().funds().equity();
        BigDecimal fallen = Drawdown.percent(after.peakEquity(), equity).setScale(2, RoundingMode.HALF_EVEN);
        String message = "drawdown " + after.alertLevel().text() + ": " + fallen.toPlainString() + " % below the peak";
        EventSubject subject = new EventSubject(
                run.key().userId(),
                run.key().account(),
                run.runId(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        add(
                subject,
                new EventFinding(
                        MatchState.UNMATCHED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        EventKind.GUARD_TRIGGER,
                        EventStatus.SUCCESS,
                        message,
                        after.alertLevel().text()));
    }

    private void add(EventSubject subject, EventFinding finding) {
        events.add(new Logged(ids.next(), new LogEntry(subject, finding, run.takenAt(), run.now(), run.now())));
    }

    /** Prices and results move all the time and are no event; everything else is. */
    private static boolean alike(PositionState before, PositionState after) {
        Verdict was = before.verdict();
        Verdict is = after.verdict();
        return before.terms().equals(after.terms())
                && was.status() == is.status()
                && was.matched() == is.matched()
                && was.divergenceReason() == is.divergenceReason()
                && Objects.equals(was.detail(), is.detail());
    }

    private EventSubject subject(PositionState position) {
        Terms terms = position.terms();
        String tradeId = position.verdict().tradeId();
        TradeRecord trade = tradeId == null ? null : run.trades().get(tradeId);
        Mark mark = position.mark();
        return new EventSubject(
                run.key().userId(),
                run.key().account(),
                run.runId(),
                trade == null ? null : trade.trade().signalId(),
                trade == null ? null : trade.trade().approvalId(),
                position.ticket(),
                terms.symbol(),
                terms.direction(),
                terms.volume(),
                terms.entryPrice(),
                mark == null ? null : mark.currentPrice(),
                terms.takeProfit(),
                terms.stopLoss());
    }

    private EventFinding finding(PositionState position) {
        Verdict verdict = position.verdict();
        Ending ending = position.ending();
        BigDecimal pnl = pnl(position);
        return new EventFinding(
                verdict.matched(),
                verdict.divergenceReason(),
                verdict.slippagePips(),
                ending == null ? null : ending.closeReason(),
                ending == null ? null : ending.closedPrice(),
                run.rates().convert(pnl, run.content().currency(), GBP),
                percent(pnl),
                kind(verdict.status()),
                verdict.matched() == MatchState.DIVERGENT ? EventStatus.PARTIAL : EventStatus.SUCCESS,
                verdict.detail(),
                code(position));
    }

    private @Nullable String code(PositionState position) {
        Ending ending = position.ending();
        if (ending != null) {
            return ending.closeReason().text();
        }
        String cause = causes.get(position.ticket());
        if (cause != null) {
            return cause;
        }
        Mark mark = position.mark();
        return switch (position.verdict().status()) {
            case OPEN -> mark == null ? null : mark.pnlCode();
            case PENDING -> "empty_unconfirmed"; // a position that no trade is about waits for nothing else
            case CLOSED -> "elsewhere";
        };
    }

    private static EventKind kind(PositionStatus status) {
        return switch (status) {
            case OPEN -> EventKind.SYNC;
            case PENDING -> EventKind.WARNING;
            case CLOSED -> EventKind.CLOSE;
        };
    }

    private static @Nullable BigDecimal pnl(PositionState position) {
        Ending ending = position.ending();
        Mark mark = position.mark();
        return ending != null ? ending.realizedPnl() : mark == null ? null : mark.unrealizedPnl();
    }

    private @Nullable BigDecimal percent(@Nullable BigDecimal pnl) {
        BigDecimal equity = run.content().funds().equity();
        return pnl == null || equity.signum() <= 0
                ? null
                : pnl.movePointRight(2).divide(equity, MathContext.DECIMAL64);
    }
}
