// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import io.ballast.reconciliation.ledger.Ledger.Overview;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.ledger.UserSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final UUID USER = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, ACCEPTED, 30, healthy",
        "1, 0, 0, 0, ACCEPTED, 31, warning",
        "0, 0, 0, 0, ACCEPTED, 3600, idle",
        "0, 0, 0, 2, ACCEPTED, 1, idle",
        "1, 1, 0, 0, ACCEPTED, 1, warning",
        "0, 1, 0, 0, ACCEPTED, 1, warning",
        "1, 0, 1, 0, ACCEPTED, 1, warning",
        "0, 0, 0, 0, FAILED, 1, warning",
    })
    void oneAccount(
            int matched, int divergences, int unmatched, int pending, RunResult last, int secondsAgo, String status) {
        AccountState account = account("a", new Counts(matched, divergences, unmatched, pending), last, secondsAgo);
        assertThat(view(account).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1, healthy", "31, warning"})
    void whatTheUserSettledIsOpenAndNothingToWorryAbout(int secondsAgo, String status) {
        AccountState account = account("a", new Counts(0, 0, 0, 0, 2), RunResult.ACCEPTED, secondsAgo);
        assertThat(view(account).status()).isEqualTo(status);
    }

    @Test
    void theWorstAccountDecidesAndNumbersAddUp() {
        AccountState well = account("a", new Counts(2, 0, 0, 0), RunResult.ACCEPTED, 1);
        AccountState ill = account("b", new Counts(1, 1, 3, 0), RunResult.ACCEPTED, 5);
        StatusView view = view(well, ill);
        assertThat(view.status()).isEqualTo("warning");
        assertThat(view.openPositionsCount()).isEqualTo(3);
        assertThat(view.divergencesDetected()).isEqualTo(1);
        assertThat(view.unmatchedOpenCount()).isEqualTo(3);
        assertThat(view.totalSyncs()).isEqualTo(14);
        assertThat(view.lastSyncAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(view.accounts()).extracting(StatusView.Part::status).containsExactly("healthy", "warning");
    }

    @Test
    void theErrorNamesDivergencesFirstAndElseTheFailure() {
        assertThat(view(account("a", new Counts(0, 2, 0, 0), RunResult.FAILED, 1))
                        .errorMessage())
                .isEqualTo("2 divergence(s) detected - review positions");
        assertThat(view(account("a", Counts.NONE, RunResult.FAILED, 1)).errorMessage())
                .isEqualTo("why");
        assertThat(view(account("a", Counts.NONE, RunResult.ACCEPTED, 1)).errorMessage())
                .isNull();
    }

    private static StatusView view(AccountState... accounts) {
        return StatusRules.view(
                USER, new Overview(UserSummary.of(List.of(accounts)), List.of(accounts), List.of()), NOW);
    }

    private static AccountState account(String name, Counts counts, RunResult last, int secondsAgo) {
        Instant at = NOW.minusSeconds(secondsAgo);
        SyncState sync = new SyncState(at, at, 3L, 7, last, last == RunResult.FAILED ? "why" : null, null);
        return new AccountState(
                new AccountKey(USER, name), "default", "USD", null, sync, counts, DrawdownState.INITIAL);
    }
}
