// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trade as the bot believes to hold it.
 *
 * @param exitPrice null, like the time and the result, while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BotTrade(
        String tradeId,
        String mode,
        Instrument symbol,
        Direction direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        String status,
        BigDecimal takeProfit,
        BigDecimal stopLoss,
        long ticket,
        @Nullable BigDecimal exitPrice,
        @Nullable Instant exitTime,
        @Nullable BigDecimal realizedPnl) {

    static BotTrade opened(String tradeId, Position position) {
        return new BotTrade(
                tradeId,
                "LIVE",
                position.symbol(),
                position.direction(),
                position.volume(),
                position.entryPrice(),
                position.entryTime(),
                "open",
                position.takeProfit(),
                position.stopLoss(),
                position.ticket(),
                null,
                null,
                null);
    }

    /** The same trade, booked at a worse price than the broker's, and with another stop. */
    BotTrade misbooked() {
        BigDecimal entry = entryPrice.subtract(direction.signed(symbol.pips(9)));
        BigDecimal stop = stopLoss.subtract(direction.signed(symbol.pips(25)));
        return new BotTrade(
                tradeId,
                mode,
                symbol,
                direction,
                volume,
                entry,
                entryTime,
                status,
                takeProfit,
                stop,
                ticket,
                exitPrice,
                exitTime,
                realizedPnl);
    }

    BotTrade closedWith(Position closed, Instant time) {
        return new BotTrade(
                tradeId,
                mode,
                symbol,
                direction,
                volume,
                entryPrice,
                entryTime,
                "closed",
                takeProfit,
                stopLoss,
                ticket,
                closed.currentPrice(),
                time,
                closed.result());
    }
}
