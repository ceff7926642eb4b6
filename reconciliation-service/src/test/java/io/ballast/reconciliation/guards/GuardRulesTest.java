// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.guards;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final UUID USER = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 59", "59, 1", "60, 0", "3600, 0"})
    void theCountdownRunsFromTheTrigger(int secondsAgo, long left) {
        var guard = GuardRules.view(USER, List.of(critical("a", NOW.minusSeconds(secondsAgo))), NOW)
                .drawdownGuard();
        assertThat(guard.timeToLiquidationSeconds()).isEqualTo(left);
        assertThat(guard.liquidationAt()).isEqualTo(NOW.minusSeconds(secondsAgo).plusSeconds(60));
        assertThat(guard.shouldCloseAll()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, fresh", "29, fresh", "30, stale", "3600, stale"})
    void dataIsFreshForThirtySeconds(int secondsAgo, String status) {
        AccountState account = account("a", "9500", AlertLevel.NORMAL, null, NOW.minusSeconds(secondsAgo));
        assertThat(GuardRules.view(USER, List.of(account), NOW).drawdownGuard().dataStatus())
                .isEqualTo(status);
    }

    @Test
    void theWorstAccountSpeaksForAll() {
        GuardsView view = GuardRules.view(
                USER,
                List.of(
                        account("a", "9500", AlertLevel.NORMAL, null, NOW),
                        account("b", "9900", AlertLevel.CRITICAL, NOW, NOW),
                        account("c", "8100", AlertLevel.WARNING, null, NOW),
                        AccountState.unseen(new AccountKey(USER, "d"))),
                NOW);
        assertThat(view.drawdownGuard().currentEquity()).isEqualByComparingTo("9900");
        assertThat(view.systemStatus()).isEqualTo("warning");
        assertThat(view.anyPositionsShouldClose()).isTrue();
        assertThat(view.accounts())
                .extracting(GuardsView.Part::systemStatus)
                .containsExactly("healthy", "warning", "warning", "healthy");
    }

    @Test
    void percentagesAreRoundedOnlyOnTheirWayOut() {
        AccountState account = account("a", "9999.95", AlertLevel.NORMAL, null, NOW);
        assertThat(GuardRules.view(USER, List.of(account), NOW).drawdownGuard().currentDrawdownPct())
                .isEqualTo(new BigDecimal("0.00"));
    }

    private static AccountState critical(String name, Instant triggered) {
        return account(name, "8000", AlertLevel.CRITICAL, triggered, NOW);
    }

    private static AccountState account(
            String name, String equity, AlertLevel level, @Nullable Instant triggered, Instant takenAt) {
        return new AccountState(
                new AccountKey(USER, name),
                "default",
                "USD",
                new Funds(new BigDecimal("10000"), new BigDecimal(equity), null),
                new SyncState(takenAt, takenAt, 1L, 1, null, null, null),
                Counts.NONE,
                new DrawdownState(new BigDecimal("10000"), level, triggered));
    }
}
