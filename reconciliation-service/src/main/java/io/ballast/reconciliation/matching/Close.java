// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a position ended, from its closing deals.
 *
 * @param price volume-weighted over the closing deals; null if no deal told a price
 * @param pnl profit with swap and commission, in account currency; what opening it cost counts where the history shows it
 * @param at the last closing deal
 */
public record Close(@Nullable BigDecimal price, BigDecimal pnl, Instant at) {

    /** The end of {@code tickets} as {@code deals} tell it; empty if one of them is closed by none. */
    public static Optional<Close> of(Set<Long> tickets, List<Deal> deals) {
        List<Deal> closing = deals.stream()
                .filter(d -> d.closing() && d.ticket() != null && tickets.contains(d.ticket()))
                .toList();
        if (closing.isEmpty()
                || !closing.stream()
                        .map(Deal::ticket)
                        .collect(Collectors.toSet())
                        .containsAll(tickets)) {
            return Optional.empty();
        }
        BigDecimal pnl = deals.stream()
                .filter(d -> (d.opening() || d.closing()) && tickets.contains(d.ticket()))
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
