// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as a change finds it, held so that nobody else changes it meanwhile.
 *
 * @param account null if nothing was ever heard of it
 * @param run the earlier run of the same snapshot
 * @param countedCashDeals those in the scope that have been counted
 */
public record AccountBook(
        @Nullable AccountState account,
        @Nullable StoredRun run,
        List<PositionState> positions,
        List<TradeRecord> trades,
        Set<Long> countedCashDeals) {

    public AccountBook {
        positions = List.copyOf(positions);
        trades = List.copyOf(trades);
        countedCashDeals = Set.copyOf(countedCashDeals);
    }
}
