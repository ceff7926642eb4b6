// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An execution as the broker reports it.
 *
 * @param type the execution's own side: closing a long position is a {@code sell}
 * @param entry {@code in} opens, {@code out} closes
 */
record Deal(
        long dealId,
        long ticket,
        long orderId,
        Direction type,
        Instrument symbol,
        Direction direction,
        String entry,
        BigDecimal volume,
        BigDecimal price,
        BigDecimal profit,
        BigDecimal swap,
        BigDecimal commission,
        Instant time,
        String comment) {

    static Deal opening(long id, Position opened) {
        return new Deal(
                id,
                opened.ticket(),
                opened.ticket(),
                opened.direction(),
                opened.symbol(),
                opened.direction(),
                "in",
                opened.volume(),
                opened.entryPrice(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                opened.commission(),
                opened.entryTime(),
                opened.comment());
    }

    static Deal closing(long id, Position closed, Instant time) {
        return new Deal(
                id,
                closed.ticket(),
                id,
                closed.direction().opposite(),
                closed.symbol(),
                closed.direction(),
                "out",
                closed.volume(),
                closed.currentPrice(),
                closed.profit(),
                closed.swap(),
                BigDecimal.ZERO,
                time,
                closed.comment());
    }
}
