// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

import io.ballast.reconciliation.answer.Rounding;
import io.ballast.reconciliation.drawdown.Drawdown;
import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import io.ballast.reconciliation.guards.GuardsView.DrawdownView;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the guards say of accounts at one moment. */
final class GuardRules {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration UNTIL_LIQUIDATION = Duration.ofSeconds(60);

    /** The worst comes first: by level, then by how far it has fallen. */
    private static final Comparator<AccountState> WORST = Comparator.comparing(
                    (AccountState account) -> account.drawdown().alertLevel())
            .thenComparing(GuardRules::fallen)
            .reversed()
            .thenComparing(account -> account.key().account());

    private GuardRules() {}

    static GuardsView view(UUID user, List<AccountState> accounts, Instant now) {
        AccountState worst = accounts.stream()
                .filter(account -> account.funds() != null)
                .min(WORST)
                .orElse(null);
        DrawdownView guard = drawdown(worst, now);
        return new GuardsView(
                user,
                systemStatus(worst),
                guard,
                List.of(),
                guard.shouldCloseAll(),
                accounts.stream()
                        .map(account -> new GuardsView.Part(
                                account.key().account(), systemStatus(account), drawdown(account, now)))
                        .toList(),
                now);
    }

    private static String systemStatus(@Nullable AccountState account) {
        return account == null || account.drawdown().alertLevel() == AlertLevel.NORMAL ? "healthy" : "warning";
    }

    /** One account's guard; {@code account} is null where there is none. */
    static DrawdownView drawdown(@Nullable AccountState account, Instant now) {
        DrawdownState state = account == null ? DrawdownState.INITIAL : account.drawdown();
        Funds funds = account == null ? null : account.funds();
        Instant triggered = state.triggeredAt();
        Instant liquidation = triggered == null ? null : triggered.plus(UNTIL_LIQUIDATION);
        return new DrawdownView(
                funds == null ? null : funds.equity(),
                state.peakEquity() == null ? null : Rounding.money(state.peakEquity()),
                account == null ? Rounding.money(BigDecimal.ZERO) : Rounding.money(fallen(account)),
                state.alertLevel().text(),
                Drawdown.CRITICAL_PCT,
                state.alertLevel() == AlertLevel.CRITICAL,
                liquidation == null
                        ? null
                        : Math.max(0, Duration.between(now, liquidation).toSeconds()),
                liquidation,
                null,
                dataStatus(account, now),
                now);
    }

    private static String dataStatus(@Nullable AccountState account, Instant now) {
        Instant newest = account == null ? null : account.sync().lastTakenAt();
        if (newest == null) {
            return "no_data";
        }
        return newest.plus(FRESH).isAfter(now) ? "fresh" : "stale";
    }

    private static BigDecimal fallen(AccountState account) {
        Funds funds = account.funds();
        return Drawdown.percent(account.drawdown().peakEquity(), funds == null ? null : funds.equity());
    }
}
