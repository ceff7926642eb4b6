// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.TradeRecord;
import io.ballast.reconciliation.matching.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trade as clients see it.
 *
 * @param tradeId the bot's name for it, unique in its account
 */
@RegisterForReflection
record TradeView(
        UUID id,
        String tradeId,
        String account,
        String mode,
        String symbol,
        String direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        String status,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss,
        @Nullable Long ticket,
        @Nullable String orderId,
        @Nullable BigDecimal exitPrice,
        @Nullable Instant exitTime,
        @Nullable BigDecimal realizedPnl,
        @Nullable String signalId,
        @Nullable String approvalId,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Trades, newest first.
     *
     * @param nextCursor asks for what comes after; null on the last page
     */
    @RegisterForReflection
    record Page(UUID userId, List<TradeView> trades, @Nullable String nextCursor) {}

    static final List<String> COLUMNS = List.of(
            "id",
            "trade_id",
            "account",
            "mode",
            "symbol",
            "direction",
            "volume",
            "entry_price",
            "entry_time",
            "status",
            "take_profit",
            "stop_loss",
            "ticket",
            "order_id",
            "exit_price",
            "exit_time",
            "realized_pnl",
            "signal_id",
            "approval_id",
            "created_at",
            "updated_at");

    /** In the order of {@link #COLUMNS}. */
    List<@Nullable Object> cells() {
        return Arrays.asList(
                id,
                tradeId,
                account,
                mode,
                symbol,
                direction,
                volume,
                entryPrice,
                entryTime,
                status,
                takeProfit,
                stopLoss,
                ticket,
                orderId,
                exitPrice,
                exitTime,
                realizedPnl,
                signalId,
                approvalId,
                createdAt,
                updatedAt);
    }

    static TradeView of(TradeRecord trade) {
        BotTrade told = trade.trade();
        Terms terms = told.terms();
        Exit exit = told.exit();
        return new TradeView(
                trade.id(),
                told.tradeId(),
                trade.key().account(),
                told.mode().name(),
                terms.symbol(),
                terms.direction().text(),
                terms.volume(),
                terms.entryPrice(),
                terms.entryTime(),
                told.status().name().toLowerCase(Locale.ROOT),
                terms.takeProfit(),
                terms.stopLoss(),
                told.ticket(),
                told.orderId(),
                exit == null ? null : exit.exitPrice(),
                exit == null ? null : exit.exitTime(),
                exit == null ? null : exit.realizedPnl(),
                told.signalId(),
                told.approvalId(),
                trade.createdAt(),
                trade.updatedAt());
    }
}
