// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.Ending;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.Resolution.How;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountsTest {

    private static final Instant AT = Instant.parse("2026-01-05T12:00:00Z");
    private static final AccountKey KEY = new AccountKey(new UUID(1, 2), "main");

    /** Every open position is one thing alone, whatever the user settled. */
    @Test
    void allThatIsOpenIsMatchedDivergentExternalPendingOrSettled() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<PositionState> positions = new ArrayList<>();
            for (int ticket = 1; ticket <= random.nextInt(12); ticket++) {
                positions.add(position(ticket, random));
            }
            Counts counts = Counts.of(positions, List.of());
            long open = positions.stream().filter(PositionState::open).count();
            assertThat(counts.matchedOpen()
                            + counts.divergences()
                            + counts.unmatchedOpen()
                            + counts.pendingOpen()
                            + counts.settledOpen())
                    .as("seed %d round %d: %s", seed, round, positions)
                    .isEqualTo((int) open);
            assertThat(counts.matchedOpen()).isEqualTo((int)
                    positions.stream().filter(PositionState::openAndMatched).count());
            positions.stream().filter(PositionState::settled).forEach(p -> assertThat(p.concern())
                    .isNotNull());
        }
    }

    @Test
    void aResolutionStandsAsLongAsWhatItIsAbout() {
        PositionState external = state(PositionStatus.OPEN, MatchState.UNMATCHED, null, "1");
        PositionState settled = external.resolved(external.verdict(), resolution(How.IGNORE, external), AT);
        assertThat(external.settledAs(settled).settled()).isTrue();
        assertThat(state(PositionStatus.PENDING, MatchState.UNMATCHED, "not confirmed", "1")
                        .settledAs(settled)
                        .settled())
                .isTrue();
        assertThat(state(PositionStatus.OPEN, MatchState.UNMATCHED, null, "2")
                        .settledAs(settled)
                        .resolution())
                .isNull();
        assertThat(state(PositionStatus.OPEN, MatchState.DIVERGENT, "volume", "1")
                        .settledAs(settled)
                        .resolution())
                .isNull();
        assertThat(state(PositionStatus.OPEN, MatchState.MATCHED, null, "1")
                        .settledAs(settled)
                        .resolution())
                .isNull();
    }

    private static PositionState position(long ticket, Random random) {
        PositionStatus status = PositionStatus.values()[random.nextInt(3)];
        MatchState matched = MatchState.values()[random.nextInt(3)];
        String detail = matched == MatchState.MATCHED ? null : "detail " + random.nextInt(2);
        Verdict verdict = new Verdict(
                status,
                matched,
                random.nextBoolean(),
                matched == MatchState.DIVERGENT ? DivergenceReason.UNKNOWN : null,
                detail,
                null,
                null);
        PositionState state = new PositionState(
                KEY,
                "default",
                ticket,
                terms("1"),
                null,
                verdict,
                status == PositionStatus.CLOSED ? new Ending(CloseReason.BROKER_CLOSED, null, null, AT) : null,
                AT);
        return random.nextBoolean()
                ? state
                : state.resolved(verdict, resolution(How.values()[random.nextInt(3)], state), AT);
    }

    private static Resolution resolution(How how, PositionState about) {
        return new Resolution(how, String.valueOf(about.concern()), "why", new UUID(3, 4), AT);
    }

    private static PositionState state(
            PositionStatus status, MatchState matched, @Nullable String detail, String volume) {
        Verdict verdict = new Verdict(status, matched, true, null, detail, null, null);
        return new PositionState(KEY, "default", 7, terms(volume), null, verdict, null, AT);
    }

    private static Terms terms(String volume) {
        return new Terms("EURUSD", Side.BUY, new BigDecimal(volume), BigDecimal.ONE, AT, null, null);
    }
}
