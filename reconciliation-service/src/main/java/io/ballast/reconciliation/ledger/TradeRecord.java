// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trade and what the runs have found out about it.
 *
 * @param changedAt when the bot last did something with it
 * @param missedRuns how many runs in a row have looked for it in vain
 * @param settlement how it ended at the broker, null while it has not; the bot may not know yet
 */
@Embeddable
public record TradeRecord(
        @Embedded AccountKey key,
        @Embedded BotTrade trade,
        Instant changedAt,
        int missedRuns,
        @Nullable CloseReason settlement,
        Instant createdAt,
        Instant updatedAt) {

    /** The key of the trade's row: the same for the same user, account and trade id, for ever. */
    public UUID id() {
        return key.idOf(trade.tradeId());
    }

    /** When it was closed, or opened if it is open; a close without a time counts from when it was told. */
    public Instant effectiveAt() {
        if (trade.status() == TradeStatus.OPEN) {
            return trade.dealt().entryTime();
        }
        Exit exit = trade.exit();
        return exit == null || exit.exitTime() == null ? changedAt : exit.exitTime();
    }

    public TradeRecord missed(int runs, Instant at) {
        return new TradeRecord(key, trade, changedAt, runs, null, createdAt, at);
    }

    /** Still held by the bot, and gone at the broker nobody knows how: unresolved until the bot or the user closes it. */
    public boolean closedBehindTheBot() {
        return trade.status() == TradeStatus.OPEN && settlement == CloseReason.BROKER_CLOSED;
    }

    /** The same, and over also in the bot's book. */
    public TradeRecord closed(@Nullable Exit exit, @Nullable CloseReason how, Instant at) {
        return new TradeRecord(key, trade.closed(exit), at, missedRuns, how, createdAt, at);
    }

    public TradeRecord settled(CloseReason how, Instant at) {
        return new TradeRecord(key, trade, changedAt, missedRuns, how, createdAt, at);
    }
}
