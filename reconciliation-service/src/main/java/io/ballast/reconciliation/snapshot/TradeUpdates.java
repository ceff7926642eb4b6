// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BookedTrade;
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
                    add(changed, settled(before, closed.trade(), CloseReason.CLOSING_DEAL, now));
                case Outcome.BrokerClosed lost ->
                    add(changed, settled(before, lost.trade(), CloseReason.BROKER_CLOSED, now));
                case Outcome.Pending pending -> {
                    if (pending.awaiting() == Outcome.Awaiting.NOT_FOUND) {
                        add(changed, missed(before.get(pending.trade().tradeId()), now));
                    }
                }
            }
        }
        return changed;
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

    private static @Nullable TradeRecord settled(
            Map<String, TradeRecord> before, BookedTrade trade, CloseReason how, Instant now) {
        TradeRecord record = before.get(trade.tradeId());
        return record == null ? null : record.settled(how, now);
    }
}
