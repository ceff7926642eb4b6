// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a change to an account has to see, besides its open positions and open trades.
 *
 * @param snapshotId the run of that snapshot, if there was one
 * @param positions closed ones by their ids
 * @param tickets trades of any status that name them, or an open position's ticket
 * @param tradeIds trades of any status by their ids
 * @param cashDeals which of these cash flows have been counted
 */
public record Scope(
        @Nullable String snapshotId,
        Set<UUID> positions,
        Set<Long> tickets,
        Set<String> tradeIds,
        Set<Long> cashDeals) {

    public Scope {
        positions = Set.copyOf(positions);
        tickets = Set.copyOf(tickets);
        tradeIds = Set.copyOf(tradeIds);
        cashDeals = Set.copyOf(cashDeals);
    }

    /** Nothing but these trades. */
    public static Scope ofTrades(Set<String> tradeIds) {
        return new Scope(null, Set.of(), Set.of(), tradeIds, Set.of());
    }
}
