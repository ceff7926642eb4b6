// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.slippage;

import io.ballast.reconciliation.ledger.SlippageRepository.Slippage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;

/**
 * Slippage of a user's entries in pips, rounded to four places; positive is worse for the trader.
 *
 * @param n entries counted, over all groups
 */
record SlippageView(UUID userId, long n, List<Group> groups) {

    /** @param shareAdverse fraction of the entries that are above zero */
    record Group(
            String broker,
            String symbol,
            String direction,
            long n,
            BigDecimal mean,
            BigDecimal median,
            BigDecimal p95,
            BigDecimal shareAdverse) {}

    static SlippageView of(UUID user, List<Slippage> found) {
        return new SlippageView(
                user,
                found.stream().mapToLong(Slippage::n).sum(),
                found.stream().map(SlippageView::group).toList());
    }

    private static Group group(Slippage one) {
        return new Group(
                one.broker(),
                one.symbol(),
                one.direction().text(),
                one.n(),
                rounded(one.mean()),
                rounded(one.median()),
                rounded(one.p95()),
                BigDecimal.valueOf(one.adverse()).divide(BigDecimal.valueOf(one.n()), 4, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal rounded(BigDecimal pips) {
        return pips.setScale(4, RoundingMode.HALF_EVEN);
    }
}
