// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.Ending;
import io.ballast.reconciliation.ledger.TradeRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a position ended according to the bot that closed it. */
final class BotEndings {

    private BotEndings() {}

    /** The newest closed trade with its ticket, or that it was found to be, tells it; null if there is none. */
    static @Nullable Ending of(PositionState position, Collection<TradeRecord> trades) {
        return trades.stream()
                .filter(record -> record.trade().status() == TradeStatus.CLOSED
                        && (Objects.equals(record.trade().ticket(), position.ticket())
                                || record.trade()
                                        .tradeId()
                                        .equals(position.verdict().tradeId())))
                .max(Comparator.comparing(TradeRecord::changedAt)
                        .thenComparing(record -> record.trade().tradeId()))
                .map(BotEndings::ending)
                .orElse(null);
    }

    private static Ending ending(TradeRecord record) {
        Exit exit = record.trade().exit();
        return exit == null
                ? new Ending(CloseReason.BOT_CLOSED, null, null, record.changedAt())
                : new Ending(
                        CloseReason.BOT_CLOSED,
                        exit.exitPrice(),
                        exit.realizedPnl(),
                        exit.exitTime() == null ? record.changedAt() : exit.exitTime());
    }
}
