// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.BookedTrade;
import io.ballast.reconciliation.matching.Outcome;
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
            TradeRecord after =
                    switch (outcome) {
                        case Outcome.Matched matched ->
                            found(before.get(matched.pair().trade().tradeId()), now);
                        case Outcome.Divergent divergent ->
                            found(before.get(divergent.pair().trade().tradeId()), now);
                        case Outcome.External external -> null;
                        case Outcome.Closed closed -> settled(before, closed.trade(), CloseReason.CLOSING_DEAL, now);
                        case Outcome.BrokerClosed lost -> settled(before, lost.trade(), CloseReason.BROKER_CLOSED, now);
                        case Outcome.Pending pending ->
                            pending.awaiting() == Outcome.Awaiting.NOT_FOUND
                                    ? missed(before.get(pending.trade().tradeId()), now)
                                    : null;
                    };
            if (after != null) {
                changed.add(after);
            }
        }
        return changed;
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
