// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.matching.Side;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far entries were from what the bot wanted. Every position that was matched with one trade of the bot counts once,
 * with the entry that the newest comparison found; one whose pip is not known, or that was netted, does not count.
 */
public interface SlippageRepository {

    /** By broker, symbol and side, in that order. */
    Uni<List<Slippage>> slippage(SlippageQuery query);

    /**
     * Which entries; null is not asked for.
     *
     * @param from entered then or later
     * @param to entered before
     */
    record SlippageQuery(
            UUID userId,
            @Nullable String account,
            @Nullable String symbol,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * Entries of one kind, in pips; positive is worse for the trader.
     *
     * @param n how many, at least one
     * @param median the middle one, half-way between the two middle ones of an even number
     * @param p95 the smallest that at least 95 % do not exceed (nearest rank)
     * @param adverse how many are above zero
     */
    record Slippage(
            String broker,
            String symbol,
            Side direction,
            long n,
            BigDecimal mean,
            BigDecimal median,
            BigDecimal p95,
            long adverse) {}
}
