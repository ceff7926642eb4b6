// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BookedTrade;
import io.ballast.reconciliation.matching.Close;
import io.ballast.reconciliation.matching.Outcome;
import io.ballast.reconciliation.matching.Outcome.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run finds out about the bot's trades. */
final class TradeUpdates {

    private TradeUpdates() {}

    /** The trades that {@code outcomes} change, as they are afterwards. */
    static List<TradeRecord> of(List<Outcome> outcomes, Map<String, TradeRecord> before, Instant now) {
        List<TradeRecord> changed = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Matched matched -> found(matched.match(), before, now, changed);
                case Outcome.Divergent divergent -> found(divergent.match(), before, now, changed);
                case Outcome.External external -> {}
                case Outcome.Closed closed ->
                    add(changed, settled(before, closed.trade(), CloseReason.CLOSING_DEAL, exit(closed.close()), now));
                case Outcome.BrokerClosed lost ->
                    add(changed, settled(before, lost.trade(), CloseReason.BROKER_CLOSED, null, now));
                case Outcome.Pending pending -> {
                    if (pending.awaiting() == Outcome.Awaiting.NOT_FOUND) {
                        add(changed, missed(before.get(pending.trade().tradeId()), now));
                    }
                }
            }
        }
        before.values().stream()
                .filter(record -> Candidates.superseded(record, before.values()))
                .forEach(record -> changed.add(record.closed(null, null, now)));
        return changed;
    }

    private static Exit exit(Close close) {
        return new Exit(close.price(), close.at(), close.pnl());
    }

    private static void found(Match match, Map<String, TradeRecord> before, Instant now, List<TradeRecord> changed) {
        match.trades().forEach(trade -> add(changed, found(before.get(trade.tradeId()), now)));
    }

    private static void add(List<TradeRecord> changed, @Nullable TradeRecord after) {
        if (after != null) {
            changed.add(after);
        }
    }

    private static @Nullable TradeRecord found(@Nullable TradeRecord record, Instant now) {
        return record == null || (record.missedRuns() == 0 && record.settlement() == null)
                ? null
                : record.missed(0, now);
    }

    private static @Nullable TradeRecord missed(@Nullable TradeRecord record, Instant now) {
        return record == null ? null : record.missed(record.missedRuns() + 1, now);
    }

    /** What the user adopted no bot will close, so it is over with its position. */
    private static @Nullable TradeRecord settled(
            Map<String, TradeRecord> before, BookedTrade trade, CloseReason how, @Nullable Exit exit, Instant now) {
        TradeRecord record = before.get(trade.tradeId());
        if (record == null) {
            return null;
        }
        return record.trade().adopted() ? record.closed(exit, how, now) : record.settled(how, now);
    }
}
