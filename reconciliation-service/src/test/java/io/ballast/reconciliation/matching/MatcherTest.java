// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static io.ballast.reconciliation.matching.Books.TAKEN;
import static io.ballast.reconciliation.matching.Books.observed;
import static io.ballast.reconciliation.matching.Books.out;
import static io.ballast.reconciliation.matching.Books.position;
import static io.ballast.reconciliation.matching.Books.terms;
import static io.ballast.reconciliation.matching.Books.trade;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    private static final Terms EURO = terms("EURUSD", Side.BUY, "1", "1.1");
    private static final Terms OTHER = terms("EURUSD", Side.BUY, "2", "1.1");

    @Test
    void theSameTicketIsAPairAndTheRestIsExternalOrMissing() {
        List<Outcome> outcomes = Matcher.match(observed(
                List.of(position(1, EURO), position(2, EURO), position(3, EURO)),
                List.of(),
                List.of(trade("a", 1L, EURO), trade("b", 2L, OTHER), trade("c", 9L, EURO))));
        assertThat(outcomes)
                .extracting(o -> o.getClass().getSimpleName())
                .containsExactly("Matched", "Divergent", "External", "Pending");
    }

    @Test
    void aMissingTradeIsClosedByItsDeals() {
        List<Deal> deals = List.of(
                out(1, 9, "0.5", "1.2", "10", TAKEN.minusSeconds(9)),
                out(2, 9, "1.5", "1.4", "30", TAKEN.minusSeconds(8)),
                out(3, 8, "1", "1", "1", TAKEN));
        Outcome outcome = only(observed(List.of(), deals, List.of(trade("a", 9L, EURO))));
        assertThat(outcome)
                .isEqualTo(new Outcome.Closed(
                        trade("a", 9L, EURO),
                        new Close(new BigDecimal("1.35"), new BigDecimal("38"), TAKEN.minusSeconds(8))));
    }

    @ParameterizedTest
    @CsvSource({"0, Pending", "1, Pending", "2, BrokerClosed", "7, BrokerClosed"})
    void withoutADealItTakesThreeRuns(int missedBefore, String expected) {
        BookedTrade trade = trade("a", 9L, EURO, Books.ENTRY, missedBefore);
        assertThat(only(observed(List.of(), List.of(), List.of(trade)))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void anUnconfirmedEmptyAccountClosesNothing() {
        BookedTrade trade = trade("a", 9L, EURO, Books.ENTRY, 2);
        Matcher.Observation empty = new Matcher.Observation(
                TAKEN, Matcher.Mode.HEDGING, List.of(), List.of(), List.of(trade), Instruments.of(List.of()), true);
        assertThat(only(empty)).isEqualTo(new Outcome.Pending(trade, Outcome.Awaiting.EMPTY_UNCONFIRMED));
    }

    @ParameterizedTest
    @CsvSource({"-5, true", "-4, false", "3, false"})
    void forFiveSecondsAfterAChangeOfTheBotNothingIsHeldAgainstIt(int changedSeconds, boolean settled) {
        Instant changed = TAKEN.plusSeconds(changedSeconds);
        BookedTrade differs = trade("a", 1L, OTHER, changed, 0);
        Outcome pair = only(observed(List.of(position(1, EURO)), List.of(), List.of(differs)));
        assertThat(pair instanceof Outcome.Divergent).isEqualTo(settled);

        BookedTrade gone = trade("a", 9L, EURO, changed, 2);
        Outcome missing = only(observed(List.of(), List.of(), List.of(gone)));
        assertThat(missing instanceof Outcome.BrokerClosed).isEqualTo(settled);
    }

    @Test
    void aDealAfterTheSnapshotPostponesTheComparison() {
        Outcome outcome = only(observed(
                List.of(position(1, EURO)),
                List.of(out(1, 1, "0.5", "1.2", "10", TAKEN.plusMillis(1))),
                List.of(trade("a", 1L, OTHER))));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Matched.class, m -> assertThat(m.settled())
                .isFalse());
    }

    @Test
    void ofTwoTradesWithOneTicketTheFirstHasIt() {
        List<Outcome> outcomes = Matcher.match(
                observed(List.of(position(1, EURO)), List.of(), List.of(trade("b", 1L, EURO), trade("a", 1L, EURO))));
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Outcome.Matched.class, m -> assertThat(
                        m.match().trade().tradeId())
                .isEqualTo("a"));
        assertThat(outcomes.getLast()).isEqualTo(new Outcome.Pending(trade("b", 1L, EURO), Outcome.Awaiting.NO_TICKET));
    }

    @Test
    void aTradeWithoutATicketIsNeverCalledClosed() {
        BookedTrade trade = trade("a", null, EURO, Books.ENTRY, 99);
        assertThat(only(observed(List.of(), List.of(), List.of(trade))))
                .isEqualTo(new Outcome.Pending(trade, Outcome.Awaiting.NO_TICKET));
    }

    private static Outcome only(Matcher.Observation observation) {
        List<Outcome> outcomes = Matcher.match(observation);
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }
}
