// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Terms;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trade as the bot tells it. */
@Embeddable
public record BotTrade(
        String tradeId,
        TradeMode mode,
        TradeStatus status,
        @Embedded DealtTerms dealt,
        @Nullable Long ticket,
        @Nullable String orderId,
        @Embedded @Nullable Exit exit,
        @Nullable String signalId,
        @Nullable String approvalId) {

    private static final String ADOPTED = "adopted:";

    public BotTrade(
            String tradeId,
            TradeMode mode,
            TradeStatus status,
            Terms terms,
            @Nullable Long ticket,
            @Nullable String orderId,
            @Nullable Exit exit,
            @Nullable String signalId,
            @Nullable String approvalId) {
        this(tradeId, mode, status, DealtTerms.of(terms), ticket, orderId, exit, signalId, approvalId);
    }

    /** The trade that stands for a position which the user took over from the broker. */
    public static BotTrade adopted(PositionState position) {
        return new BotTrade(
                ADOPTED + position.ticket(),
                TradeMode.LIVE,
                TradeStatus.OPEN,
                position.terms(),
                position.ticket(),
                null,
                null,
                null,
                null);
    }

    /** Whether no bot but the user put it into the book, so that no bot will ever close it. */
    public boolean adopted() {
        return tradeId.startsWith(ADOPTED);
    }

    BotTrade closed(@Nullable Exit how) {
        return new BotTrade(
                tradeId,
                mode,
                TradeStatus.CLOSED,
                dealt,
                ticket,
                orderId,
                how == null ? exit : how,
                signalId,
                approvalId);
    }

    public Terms terms() {
        return dealt.terms();
    }

    /** How a trade ended as the bot tells it. */
    @Embeddable
    public record Exit(@Nullable BigDecimal exitPrice, @Nullable Instant exitTime, @Nullable BigDecimal realizedPnl) {}

    /** What a trade is made with: the bot's imagination, money, or a developer's patience. */
    public enum TradeMode {
        SIM,
        LIVE,
        DEBUG
    }

    /** Whether the bot believes that it still holds a trade. */
    public enum TradeStatus {
        OPEN,
        CLOSED
    }
}
