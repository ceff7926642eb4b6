// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands now.
 *
 * @param broker {@code default} where the agent names none
 * @param currency ISO code; null before the first accepted snapshot
 * @param funds null before the first accepted snapshot
 */
@Embeddable
public record AccountState(
        @Embedded AccountKey key,
        String broker,
        @Nullable String currency,
        @Embedded @Nullable Funds funds,
        @Embedded SyncState sync,
        @Embedded Counts counts,
        @Embedded DrawdownState drawdown) {

    /** The broker of agents that name none. */
    public static final String DEFAULT_BROKER = "default";

    /** An account of which nothing is known but that it exists. */
    public static AccountState unseen(AccountKey key) {
        return new AccountState(key, DEFAULT_BROKER, null, null, SyncState.NONE, Counts.NONE, DrawdownState.INITIAL);
    }

    public AccountState counted(Counts after) {
        return new AccountState(key, broker, currency, funds, sync, after, drawdown);
    }

    /**
     * An account's money at its last accepted snapshot.
     *
     * @param equity balance and floating result together; may be negative
     */
    @Embeddable
    public record Funds(BigDecimal balance, BigDecimal equity, @Nullable BigDecimal marginUsed) {}

    /**
     * How an account's snapshots have fared.
     *
     * @param lastTakenAt when the newest accepted snapshot was read at the broker
     * @param lastSyncAt when the last accepted run ended
     * @param lastSyncDurationMs how long that run took
     * @param totalSyncs accepted runs so far
     * @param lastResult of the newest run; ignored snapshots are no runs
     * @param lastReason why the newest run failed
     * @param emptySince since when complete snapshots show no position although some were open, unconfirmed
     */
    @Embeddable
    public record SyncState(
            @Nullable Instant lastTakenAt,
            @Nullable Instant lastSyncAt,
            @Nullable Long lastSyncDurationMs,
            long totalSyncs,
            @Nullable RunResult lastResult,
            @Nullable String lastReason,
            @Nullable Instant emptySince) {

        public static final SyncState NONE = new SyncState(null, null, null, 0, null, null, null);
    }

    /**
     * An account's positions by their newest state.
     *
     * @param matchedOpen open, known to both sides, and alike
     * @param divergences unresolved now, positions that the broker closed behind the bot's back included
     * @param unmatchedOpen open at the broker, unknown to the bot
     * @param pendingOpen believed by the bot, not (yet) seen at the broker
     * @param settledOpen open, and what is wrong with them the user has settled: neither divergences nor unmatched
     */
    @Embeddable
    public record Counts(int matchedOpen, int divergences, int unmatchedOpen, int pendingOpen, int settledOpen) {

        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public Counts(int matchedOpen, int divergences, int unmatchedOpen, int pendingOpen) {
            this(matchedOpen, divergences, unmatchedOpen, pendingOpen, 0);
        }

        /** Over an account's open positions, and the trades that its bot still holds. */
        public static Counts of(Collection<PositionState> positions, Collection<TradeRecord> trades) {
            int matched = 0;
            int unmatched = 0;
            int pending = 0;
            int settled = 0;
            int divergent = Math.toIntExact(
                    trades.stream().filter(TradeRecord::closedBehindTheBot).count());
            for (PositionState position : positions) {
                if (!position.open()) {
                    continue;
                }
                if (position.settled()) {
                    settled++;
                    continue;
                }
                switch (position.verdict().matched()) {
                    case MATCHED -> matched++;
                    case DIVERGENT -> divergent++;
                    case UNMATCHED -> {
                        if (position.verdict().atBroker()) {
                            unmatched++;
                        } else {
                            pending++;
                        }
                    }
                }
            }
            return new Counts(matched, divergent, unmatched, pending, settled);
        }

        public boolean anyOpen() {
            return matchedOpen > 0 || divergences > 0 || unmatchedOpen > 0 || settledOpen > 0;
        }
    }
}
