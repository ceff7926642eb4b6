// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.ledger.BotTrade;
import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trade as it arrives; nothing in it has been checked. An event of the stream also says whose it is. */
@RegisterForReflection
@JsonIgnoreProperties({"account", "user_id"})
record TradeBody(
        @Nullable String tradeId,
        @Nullable String mode,
        @Nullable String symbol,
        @Nullable String direction,
        @Nullable BigDecimal volume,
        @Nullable BigDecimal entryPrice,
        @Nullable String entryTime,
        @Nullable String status,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss,
        @Nullable Long ticket,
        @Nullable String orderId,
        @Nullable BigDecimal exitPrice,
        @Nullable String exitTime,
        @Nullable BigDecimal realizedPnl,
        @Nullable String signalId,
        @Nullable String approvalId) {

    /** The checked trade, or a 400 problem naming the field under {@code at}. */
    BotTrade check(Field at) {
        Terms terms = new Terms(
                at.at("symbol").symbol(symbol),
                at.at("direction").oneOf(Side.class, direction),
                at.at("volume").positive(volume),
                at.at("entry_price").positive(entryPrice),
                at.at("entry_time").time(entryTime),
                at.at("take_profit").level(takeProfit),
                at.at("stop_loss").level(stopLoss));
        return new BotTrade(
                at.at("trade_id").id(tradeId),
                mode(at.at("mode")),
                at.at("status").oneOf(TradeStatus.class, status),
                terms,
                at.at("ticket").optionalNumber(ticket),
                at.at("order_id").optionalId(orderId),
                exit(at),
                at.at("signal_id").optionalId(signalId),
                at.at("approval_id").optionalId(approvalId));
    }

    private TradeMode mode(Field at) {
        for (TradeMode known : TradeMode.values()) {
            if (known.name().equals(at.required(mode))) {
                return known;
            }
        }
        throw at.wrong("must be one of SIM, LIVE, DEBUG");
    }

    private @Nullable Exit exit(Field at) {
        BigDecimal price = at.at("exit_price").optionalPositive(exitPrice);
        Instant time = at.at("exit_time").optionalTime(exitTime);
        BigDecimal pnl = at.at("realized_pnl").optionalDecimal(realizedPnl);
        return price == null && time == null && pnl == null ? null : new Exit(price, time, pnl);
    }
}
