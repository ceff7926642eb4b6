// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.Changes.CashFlow;
import io.ballast.reconciliation.matching.Deal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deposits and withdrawals that a snapshot tells of for the first time.
 *
 * @param seen all of them, to be remembered
 * @param amount what those since the last snapshot add up to; older ones are history that the balance already holds
 */
record CashFlows(List<CashFlow> seen, BigDecimal amount) {

    /** A deal may be booked with a time slightly before the snapshot that did not show it yet. */
    private static final Duration LATE = Duration.ofMinutes(5);

    static CashFlows of(AccountKey key, List<Deal> deals, Set<Long> counted, @Nullable Instant lastTakenAt) {
        List<CashFlow> seen = deals.stream()
                .filter(deal -> deal.cashFlow() && !counted.contains(deal.dealId()))
                .map(deal -> new CashFlow(key, deal.dealId(), deal.profit(), deal.time()))
                .toList();
        BigDecimal amount = seen.stream()
                .filter(flow -> lastTakenAt != null && flow.occurredAt().isAfter(lastTakenAt.minus(LATE)))
                .map(CashFlow::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new CashFlows(seen, amount);
    }
}
