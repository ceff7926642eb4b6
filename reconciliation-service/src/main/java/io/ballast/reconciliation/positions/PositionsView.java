// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.positions;

import io.ballast.reconciliation.answer.Rounding;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.Mark;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /positions/open}.
 *
 * @param totalUnrealizedPnl over the positions listed whose result is known, in the base currency
 * @param totalUnrealizedPnlPct of the equity of the accounts in the base currency
 * @param lastUpdatedAt when this was put together
 */
@RegisterForReflection
record PositionsView(
        UUID userId,
        int totalPositions,
        BigDecimal totalUnrealizedPnl,
        BigDecimal totalUnrealizedPnlPct,
        @Nullable String currency,
        List<PositionView> positions,
        List<Part> accounts,
        Instant lastUpdatedAt) {

    /** One account's part in it, in its own currency. */
    @RegisterForReflection
    record Part(
            String account,
            @Nullable String currency,
            boolean inTotals,
            int totalPositions,
            BigDecimal totalUnrealizedPnl,
            BigDecimal totalUnrealizedPnlPct) {}

    static PositionsView of(UUID user, List<AccountState> accounts, List<PositionState> listed, Instant now) {
        Totals totals = Totals.of(accounts);
        List<AccountState> added = accounts.stream().filter(totals::include).toList();
        BigDecimal pnl =
                pnl(listed, position -> added.stream().anyMatch(a -> a.key().equals(position.key())));
        return new PositionsView(
                user,
                listed.size(),
                Rounding.money(pnl),
                Rounding.percent(pnl, equity(added)),
                totals.currency(),
                listed.stream()
                        .map(position -> PositionView.of(position, account(accounts, position)))
                        .toList(),
                accounts.stream()
                        .map(account -> part(account, totals.include(account), listed))
                        .toList(),
                now);
    }

    private static Part part(AccountState account, boolean inTotals, List<PositionState> listed) {
        Predicate<PositionState> own = position -> position.key().equals(account.key());
        BigDecimal pnl = pnl(listed, own);
        return new Part(
                account.key().account(),
                account.currency(),
                inTotals,
                Math.toIntExact(listed.stream().filter(own).count()),
                Rounding.money(pnl),
                Rounding.percent(pnl, equity(List.of(account))));
    }

    private static BigDecimal pnl(List<PositionState> listed, Predicate<PositionState> which) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PositionState position : listed) {
            Mark mark = position.mark();
            if (mark != null && mark.unrealizedPnl() != null && which.test(position)) {
                sum = sum.add(mark.unrealizedPnl());
            }
        }
        return sum;
    }

    private static BigDecimal equity(List<AccountState> accounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (AccountState account : accounts) {
            if (account.funds() != null) {
                sum = sum.add(account.funds().equity());
            }
        }
        return sum;
    }

    private static @Nullable AccountState account(List<AccountState> accounts, PositionState position) {
        return accounts.stream()
                .filter(account -> account.key().equals(position.key()))
                .findFirst()
                .orElse(null);
    }
}
