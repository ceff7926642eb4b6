// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.time.Instant;

/** An open position as the broker reports it. */
record Position(
        long ticket,
        Instrument symbol,
        Direction direction,
        BigDecimal volume,
        BigDecimal entryPrice,
        Instant entryTime,
        BigDecimal currentPrice,
        BigDecimal takeProfit,
        BigDecimal stopLoss,
        BigDecimal profit,
        BigDecimal swap,
        BigDecimal commission,
        long magic,
        String comment) {

    /** The same position at a newer price. */
    Position at(BigDecimal price) {
        return new Position(
                ticket,
                symbol,
                direction,
                volume,
                entryPrice,
                entryTime,
                price,
                takeProfit,
                stopLoss,
                symbol.profit(direction, volume, entryPrice, price),
                swap,
                commission,
                magic,
                comment);
    }

    /** What closing it now would bring. */
    BigDecimal result() {
        return profit.add(swap).add(commission);
    }
}
