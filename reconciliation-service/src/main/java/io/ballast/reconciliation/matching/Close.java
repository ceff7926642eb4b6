// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a position ended, from its closing deals.
 *
 * @param price volume-weighted over the closing deals; null if no deal told a price
 * @param pnl profit with swap and commission, in account currency
 * @param at the last closing deal
 */
public record Close(@Nullable BigDecimal price, BigDecimal pnl, Instant at) {

    /** The end of {@code ticket} as {@code deals} tell it; empty if none of them closes it. */
    public static Optional<Close> of(long ticket, List<Deal> deals) {
        List<Deal> closing = deals.stream()
                .filter(d -> d.closing() && d.ticket() != null && d.ticket() == ticket)
                .toList();
        if (closing.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal pnl = closing.stream()
                .map(d -> d.profit().add(d.swap()).add(d.commission()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Instant at =
                closing.stream().map(Deal::time).max(Comparator.naturalOrder()).orElseThrow();
        return Optional.of(new Close(price(closing), pnl, at));
    }

    private static @Nullable BigDecimal price(List<Deal> closing) {
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        for (Deal deal : closing) {
            if (deal.price() != null && deal.volume() != null) {
                volume = volume.add(deal.volume());
                value = value.add(deal.price().multiply(deal.volume()));
            }
        }
        return volume.signum() == 0
                ? null
                : value.divide(volume, MathContext.DECIMAL64).stripTrailingZeros();
    }
}
