// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.drawdown.Drawdown;
import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.RunRecord.RunCounts;
import io.ballast.reconciliation.ledger.TimeUuid;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Matcher;
import io.ballast.reconciliation.matching.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reconciliation run, as far as it can be thought through without a database or a clock.
 *
 * @param positions every position it touched
 * @param trades every trade it found something out about
 * @param events log rows
 * @param emptySince carried to the next run
 */
record Run(
        List<PositionState> positions,
        List<TradeRecord> trades,
        List<Logged> events,
        CashFlows cashFlows,
        DrawdownState drawdown,
        RunCounts counts,
        @Nullable Instant emptySince) {

    static Run of(RunContext run, AccountState account, AccountBook book, TimeUuid ids) {
        Emptiness emptiness = Emptiness.of(
                run.content(),
                run.takenAt(),
                account,
                List.copyOf(run.positions().values()));
        List<Outcome> outcomes = outcomes(run, emptiness.unconfirmed());
        Map<Long, PositionState> positions = positions(run, outcomes, emptiness.unconfirmed());
        CashFlows flows = CashFlows.of(
                run.key(),
                run.content().deals(),
                book.countedCashDeals(),
                account.sync().lastTakenAt());
        DrawdownState drawdown = Drawdown.next(account.drawdown(), sample(run, account, flows));
        RunEvents events = new RunEvents(run, ids, Causes.of(outcomes));
        positions.values().forEach(events::position);
        events.drawdown(account.drawdown(), drawdown);
        return new Run(
                List.copyOf(positions.values()),
                TradeUpdates.of(outcomes, run.trades(), run.now()),
                events.all(),
                flows,
                drawdown,
                counts(outcomes, events.all().size()),
                emptiness.since());
    }

    private static List<Outcome> outcomes(RunContext run, boolean emptyUnconfirmed) {
        Set<Long> shown =
                run.content().positions().stream().map(BrokerPosition::ticket).collect(Collectors.toSet());
        return Matcher.match(new Matcher.Observation(
                        run.takenAt(),
                        run.content().mode(),
                        run.content().positions(),
                        run.content().deals(),
                        Candidates.of(run.trades().values(), run.held(), shown, run.takenAt()),
                        run.instruments(),
                        emptyUnconfirmed))
                .stream()
                .map(run.others()::weigh)
                .toList();
    }

    private static Map<Long, PositionState> positions(
            RunContext run, List<Outcome> outcomes, boolean emptyUnconfirmed) {
        PositionUpdates updates = new PositionUpdates(run);
        Map<Long, PositionState> positions = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            updates.after(outcome).forEach(after -> positions.put(after.ticket(), after));
        }
        run.positions().values().stream()
                .filter(before -> before.open() && !positions.containsKey(before.ticket()))
                .sorted(Comparator.comparingLong(PositionState::ticket))
                .forEach(before -> positions.put(before.ticket(), updates.vanished(before, emptyUnconfirmed)));
        return positions;
    }

    private static Drawdown.Sample sample(RunContext run, AccountState account, CashFlows flows) {
        Funds now = run.content().funds();
        Funds before = account.funds();
        return new Drawdown.Sample(
                now.balance(), now.equity(), before == null ? null : before.equity(), flows.amount(), run.now());
    }

    private static RunCounts counts(List<Outcome> outcomes, int events) {
        int matched = 0;
        int divergent = 0;
        int external = 0;
        int missing = 0;
        int pending = 0;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Matched found ->
                    matched += found.match().positions().size();
                case Outcome.Divergent found ->
                    divergent += found.match().positions().size();
                case Outcome.External found -> external++;
                case Outcome.Closed found -> missing++;
                case Outcome.BrokerClosed found -> missing++;
                case Outcome.Pending found -> pending++;
            }
        }
        return new RunCounts(matched + divergent + external, matched, divergent, external, missing, pending, events);
    }
}
