// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.matching.DivergenceReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunTest {

    private final Desk desk = new Desk();

    @Test
    void anUnchangedObservationAppendsNothingButMovesThePrice() {
        desk.trade(1, "1");
        desk.position(1, "1");
        desk.position(2, "1");
        assertThat(desk.snapshot().counts().events()).isEqualTo(2);
        desk.equity = "10010";

        assertThat(desk.snapshot().counts().events()).isZero();
        assertThat(desk.events()).hasSize(2);
        assertThat(desk.find(1).updatedAt()).isEqualTo(desk.time.now());
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 1, 0));
        assertThat(desk.account().sync().totalSyncs()).isEqualTo(2);
    }

    @Test
    void aTradeArrivingLaterTurnsAnExternalPositionIntoAMatch() {
        desk.position(1, "1");
        desk.snapshot();
        desk.trade(1, "1");
        desk.snapshot();
        assertThat(desk.find(1).openAndMatched()).isTrue();
        assertThat(desk.find(1).verdict().tradeId()).isEqualTo("t-1");
        assertThat(desk.events().getFirst().entry().subject().signalId()).isEqualTo("signal");
    }

    @Test
    void aDivergenceCanHeal() {
        desk.trade(1, "1");
        desk.position(1, "2");
        desk.snapshot();
        assertThat(desk.account().counts().divergences()).isOne();
        assertThat(desk.find(1).verdict().divergenceReason()).isEqualTo(DivergenceReason.VOLUME_MISMATCH);
        desk.positions.clear();
        desk.position(1, "1");
        desk.snapshot();
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 0, 0));
    }

    @Test
    void aClosingDealIsANormalClose() {
        openPair();
        desk.positions.removeFirst();
        desk.closingDeal(1, "1.25", "150");
        desk.snapshot();

        PositionState closed = desk.find(1);
        assertThat(closed.open()).isFalse();
        assertThat(Objects.requireNonNull(closed.ending()).closeReason()).isEqualTo(CloseReason.CLOSING_DEAL);
        assertThat(closed.ending().closedPrice()).isEqualByComparingTo("1.25");
        assertThat(closed.ending().realizedPnl()).isEqualByComparingTo("150");
        assertThat(desk.events().getFirst().entry().finding().eventType()).isEqualTo(EventKind.CLOSE);
        assertThat(desk.account().counts().divergences()).isZero();
        assertThat(desk.snapshot().counts().missing()).isZero();
    }

    @Test
    void withoutADealTheThirdRunCallsItClosedByTheBrokerUntilTheBotClosesItToo() {
        openPair();
        desk.positions.removeFirst();
        desk.snapshot();
        desk.snapshot();
        assertThat(desk.find(1).verdict().status()).isEqualTo(PositionStatus.PENDING);
        assertThat(desk.snapshot().counts().missing()).isOne();
        assertThat(desk.find(1).verdict().divergenceReason()).isEqualTo(DivergenceReason.BROKER_CLOSED);
        assertThat(desk.account().counts().divergences()).isOne();

        desk.snapshot();
        assertThat(desk.account().counts().divergences()).isOne();
        desk.tradeClosed(1, "1", "1.2");
        desk.snapshot();
        assertThat(desk.account().counts().divergences()).isZero();
    }

    @Test
    void aPositionThatComesBackIsMatchedAgain() {
        openPair();
        var hidden = desk.positions.removeFirst();
        desk.snapshot();
        desk.snapshot();
        desk.snapshot();
        desk.positions.add(hidden);
        desk.snapshot();
        assertThat(desk.find(1).openAndMatched()).isTrue();
        assertThat(desk.account().counts().divergences()).isZero();
    }

    @Test
    void whatTheBotClosedIsClosedAsTheBotSays() {
        openPair();
        desk.tradeClosed(1, "1", "1.21");
        desk.snapshot();
        assertThat(desk.find(1).openAndMatched()).isTrue();
        desk.positions.removeFirst();
        desk.snapshot();
        assertThat(Objects.requireNonNull(desk.find(1).ending()).closeReason()).isEqualTo(CloseReason.BOT_CLOSED);
        assertThat(desk.find(1).ending().closedPrice()).isEqualByComparingTo("1.21");
    }

    @Test
    void anExternalPositionThatVanishesIsClosed() {
        openPair();
        desk.positions.removeLast();
        desk.snapshot();
        assertThat(desk.find(2).open()).isFalse();
        assertThat(desk.find(2).verdict().matched()).isEqualTo(MatchState.UNMATCHED);
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 0, 0));
    }

    @Test
    void anEmptyAccountNeedsASecondLookFiveSecondsLater() {
        openPair();
        desk.positions.clear();
        for (int i = 0; i < 5; i++) {
            desk.snapshot();
            assertThat(desk.find(1).verdict().status()).isEqualTo(PositionStatus.PENDING);
            assertThat(desk.find(2).verdict().status()).isEqualTo(PositionStatus.PENDING);
        }
        desk.snapshot();
        assertThat(desk.find(2).open()).isFalse();
        assertThat(desk.find(1).verdict().status()).isEqualTo(PositionStatus.PENDING);
    }

    @Test
    void aReconnectingTerminalClosesNothing() {
        openPair();
        var held = List.copyOf(desk.positions);
        desk.positions.clear();
        desk.snapshot();
        desk.positions.addAll(held);
        desk.time.advance(Duration.ofSeconds(20));
        desk.snapshot();
        desk.positions.clear();
        desk.snapshot();
        assertThat(desk.find(2).verdict().status()).isEqualTo(PositionStatus.PENDING);
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 1, 0));
    }

    @Test
    void closingDealsForEveryPositionConfirmAnEmptyAccount() {
        openPair();
        desk.positions.clear();
        desk.closingDeal(1, "1.2", "1");
        desk.closingDeal(2, "1.2", "1");
        desk.snapshot();
        assertThat(desk.account().counts().anyOpen()).isFalse();
    }

    @Test
    void aFailedRunIsRememberedAndChangesNothingElse() {
        openPair();
        desk.time.advance(Duration.ofSeconds(1));
        RunRecord run = desk.take(new Snapshot("bad", desk.time.now(), "default", null, "not complete"));
        assertThat(run.result()).isEqualTo(RunResult.FAILED);
        assertThat(desk.account().sync().lastResult()).isEqualTo(RunResult.FAILED);
        assertThat(desk.account().sync().totalSyncs()).isOne();
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 1, 0));
    }

    @Test
    void aRepeatedDepositCountsOnceAndHistoryDoesNotCount() {
        desk.deposit(1, "10000", desk.time.now().minus(Duration.ofDays(9)));
        desk.snapshot();
        desk.deposit(2, "10000", desk.time.now());
        desk.deposit(3, "500", desk.time.now().minus(Duration.ofDays(3)));
        desk.equity = "20000";
        desk.snapshot();
        desk.snapshot();
        assertThat(desk.account().drawdown().peakEquity()).isEqualByComparingTo("20000");
        assertThat(desk.account().drawdown().alertLevel()).isEqualTo(AlertLevel.NORMAL);
    }

    @Test
    void aChangeOfTheAlertLevelIsOneEvent() {
        desk.snapshot();
        desk.equity = "8500";
        desk.snapshot();
        desk.snapshot();
        assertThat(desk.events()).singleElement().satisfies(event -> {
            assertThat(event.entry().finding().eventType()).isEqualTo(EventKind.GUARD_TRIGGER);
            assertThat(event.entry().subject().symbol()).isNull();
        });
    }

    @Test
    void slippageAndResultsAreLogged() {
        openPair();
        var finding = desk.events().getLast().entry().finding();
        assertThat(finding.slippagePips()).isEqualByComparingTo("0");
        assertThat(finding.pnlPercent()).isEqualByComparingTo(new BigDecimal("100"));
    }

    @Test
    void aTradeFoundByItsTermsIsFollowedUntilItsOwnPositionEnds() {
        desk.tradeWithoutTicket("x", "1");
        desk.position(1, "1");
        desk.snapshot();
        assertThat(desk.find(1).openAndMatched()).isTrue();
        assertThat(desk.find(1).verdict().tradeId()).isEqualTo("x");

        desk.positions.clear();
        desk.position(2, "1");
        desk.closingDeal(1, "1.25", "150");
        assertThat(desk.snapshot().counts().missing()).isOne();
        assertThat(Objects.requireNonNull(desk.find(1).ending()).closeReason()).isEqualTo(CloseReason.CLOSING_DEAL);
        assertThat(desk.find(2).verdict().matched()).isEqualTo(MatchState.UNMATCHED);
    }

    @Test
    void aTradeFoundByItsTermsIsMissedLikeAnyOther() {
        desk.tradeWithoutTicket("x", "1");
        desk.position(1, "1");
        desk.position(2, "3");
        desk.snapshot();
        desk.positions.removeFirst();
        desk.snapshot();
        assertThat(desk.find(1).verdict().status()).isEqualTo(PositionStatus.PENDING);
        desk.snapshot();
        desk.snapshot();
        assertThat(desk.find(1).verdict().divergenceReason()).isEqualTo(DivergenceReason.BROKER_CLOSED);
    }

    @Test
    void theSameTicketAtAnotherBrokerIsAnotherPosition() {
        desk.trade(1, "1");
        desk.position(1, "1");
        desk.snapshot();
        desk.broker = "other";
        desk.snapshot();
        assertThat(desk.find(1).openAndMatched()).isTrue();
        assertThat(desk.account().counts()).isEqualTo(new Counts(1, 0, 1, 0));
    }

    /** Ticket 1 held by both, ticket 2 by the broker alone. */
    private void openPair() {
        desk.trade(1, "1");
        desk.position(1, "1");
        desk.position(2, "1");
        desk.snapshot();
    }
}
