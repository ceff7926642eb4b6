// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Side;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the append-only log, without its id.
 *
 * @param occurredAt when it was so at the broker
 * @param createdAt when it was written; decides the partition
 */
@Embeddable
public record LogEntry(
        @Embedded EventSubject subject,
        @Embedded EventFinding finding,
        Instant occurredAt,
        Instant createdAt,
        Instant updatedAt) {

    /** What a log row is about; position and symbol are null on rows about a whole account. */
    @Embeddable
    public record EventSubject(
            UUID userId,
            String accountId,
            @Nullable UUID runId,
            @Nullable String signalId,
            @Nullable String approvalId,
            @Nullable Long mt5PositionId,
            @Nullable String symbol,
            @Nullable Side direction,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal entryPrice,
            @Nullable BigDecimal currentPrice,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss) {}

    /**
     * What a log row says.
     *
     * @param pnlGbp result in GBP where the rate is known
     * @param pnlPercent result in percent of the account's equity
     * @param errorMessage what is wrong, for a person
     * @param code the finer cause, for programs: {@code ambiguous}, {@code side_or_symbol}, {@code one_side_only} of a
     *     divergence; {@code just_changed}, {@code not_found}, {@code empty_unconfirmed} of what is looked for; {@code
     *     closing_deal}, {@code bot_closed}, {@code broker_closed}, {@code elsewhere} of an end; {@code rate_unknown},
     *     {@code pnl_mismatch} of a result; a drawdown's level; how a user settled it
     */
    @Embeddable
    public record EventFinding(
            MatchState matched,
            @Nullable DivergenceReason divergenceReason,
            @Nullable BigDecimal slippagePips,
            @Nullable CloseReason closeReason,
            @Nullable BigDecimal closedPrice,
            @Nullable BigDecimal pnlGbp,
            @Nullable BigDecimal pnlPercent,
            EventKind eventType,
            EventStatus status,
            @Nullable String errorMessage,
            @Nullable String code) {}

    /** The contract's {@code event_type} column. */
    public enum EventKind {
        SYNC,
        CLOSE,
        GUARD_TRIGGER,
        WARNING
    }

    /** What clients call a row: what it is about, and how it was found. */
    public enum EventType {
        POSITION_SYNCED,
        POSITION_MATCHED,
        DIVERGENCE_DETECTED,
        POSITION_CLOSED,
        DRAWDOWN_ALERT,
        MARKET_CONDITION_ALERT;

        public static EventType of(LogEntry entry) {
            return switch (entry.finding().eventType()) {
                case CLOSE -> POSITION_CLOSED;
                case GUARD_TRIGGER -> entry.subject().symbol() == null ? DRAWDOWN_ALERT : MARKET_CONDITION_ALERT;
                case SYNC, WARNING ->
                    switch (entry.finding().matched()) {
                        case UNMATCHED -> POSITION_SYNCED;
                        case MATCHED -> POSITION_MATCHED;
                        case DIVERGENT -> DIVERGENCE_DETECTED;
                    };
            };
        }

        /** For example {@code position_synced}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The contract's {@code status} column. */
    public enum EventStatus {
        SUCCESS,
        PARTIAL,
        FAILED
    }

    /** A log row under its time-ordered id. */
    public record Logged(UUID id, LogEntry entry) {

        /** Newest first, ties by id. UUIDs are compared as PostgreSQL does: as unsigned bytes. */
        public static final Comparator<Logged> NEWEST_FIRST = Comparator.comparing(
                        (Logged logged) -> logged.entry().createdAt())
                .thenComparing(logged -> logged.id().toString())
                .reversed();
    }
}
