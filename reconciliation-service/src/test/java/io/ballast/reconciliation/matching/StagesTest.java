// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static io.ballast.reconciliation.matching.Books.TAKEN;
import static io.ballast.reconciliation.matching.Books.at;
import static io.ballast.reconciliation.matching.Books.observed;
import static io.ballast.reconciliation.matching.Books.ordered;
import static io.ballast.reconciliation.matching.Books.position;
import static io.ballast.reconciliation.matching.Books.terms;
import static io.ballast.reconciliation.matching.Books.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How positions and trades find each other when no ticket is named. */
class StagesTest {

    private static final Terms EURO = terms("EURUSD", Side.BUY, "1", "1.1");

    @ParameterizedTest
    @CsvSource({
        "77, , 77, ORDER",
        "77, trade-of-mine, 99, ORDER",
        "77, trade-of-mine-cu, 99, ORDER",
        "77, trade-of-mine-c, 99, ",
        "77, 4242, 4242, ORDER",
        "77, something else, 99, ",
    })
    void anOrderOrItsCommentNamesTheTrade(
            long ticket, @Nullable String comment, String orderId, @Nullable By expected) {
        Terms apart = at(EURO, Duration.ofMinutes(9)); // nothing but the order could tell
        BrokerPosition shown = new BrokerPosition(ticket, apart, apart.entryPrice(), null, null, null, comment);
        String id = "trade-of-mine-c".equals(comment) || "trade-of-mine-cu".equals(comment)
                ? "trade-of-mine-cut-short"
                : "trade-of-mine";
        assertThat(by(observed(List.of(shown), List.of(), List.of(ordered(id, orderId, EURO)))))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aDealTellsWhichOrderOpenedAPosition() {
        Deal in = new Deal(
                1,
                Deal.Kind.BUY,
                5L,
                4242L,
                Deal.Entry.IN,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                TAKEN.minusSeconds(9));
        Terms apart = at(terms("EURUSD", Side.BUY, "0.4", "1.1"), Duration.ofMinutes(9));
        List<Outcome> outcomes =
                Matcher.match(observed(List.of(position(5, apart)), List.of(in), List.of(ordered("a", "4242", EURO))));
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Divergent.class, divergent -> {
            assertThat(divergent.match().by()).isEqualTo(By.ORDER);
            assertThat(divergent.comparison().divergences().getFirst().reason())
                    .isEqualTo(DivergenceReason.PARTIAL_FILL);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "60, 1, 1.1005, true",
        "61, 1, 1.1005, false",
        "0, 1.05, 1.1, true",
        "0, 1.06, 1.1, false",
        "0, 1, 1.10051, false",
    })
    void whatWasOpenedAtTheSameTimeVolumeAndPriceIsTakenForTheSame(
            int seconds, String volume, String price, boolean same) {
        Terms shown = at(terms("EURUSD.pro", Side.BUY, volume, price), Duration.ofSeconds(seconds));
        assertThat(by(observed(List.of(position(5, shown)), List.of(), List.of(trade("a", null, EURO)))))
                .isEqualTo(same ? List.of(By.TERMS) : List.of());
    }

    @Test
    void theCheapestPairingOfAllCountsNotTheFirstThatFits() {
        List<BrokerPosition> positions =
                List.of(position(1, at(EURO, Duration.ofSeconds(10))), position(2, at(EURO, Duration.ofSeconds(40))));
        List<BookedTrade> trades = List.of(
                trade("a", null, at(EURO, Duration.ofSeconds(45))), trade("b", null, at(EURO, Duration.ofSeconds(8))));
        assertThat(pairs(observed(positions, List.of(), trades))).containsExactly("1=b", "2=a");
    }

    @Test
    void whereAnotherPairingFitsAlmostAsWellNobodyIsSure() {
        List<BrokerPosition> positions = List.of(position(1, EURO), position(2, EURO));
        List<BookedTrade> trades = List.of(trade("a", null, EURO));
        List<Outcome> outcomes = Matcher.match(observed(positions, List.of(), trades));
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(Outcome.Divergent.class, divergent -> {
            assertThat(divergent.match().ambiguous()).isTrue();
            assertThat(divergent.comparison().divergences().getFirst().reason()).isEqualTo(DivergenceReason.UNKNOWN);
            assertThat(divergent.comparison().divergences().getFirst().detail()).startsWith("ambiguous");
        });
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.External.class);
    }

    @Test
    void partsThatAddUpAreOneTradeAndThoseThatDoNotAreNone() {
        List<BrokerPosition> parts = List.of(
                position(1, terms("EURUSD", Side.BUY, "0.3", "1.1")),
                position(2, terms("EURUSD", Side.BUY, "0.7", "1.1001")));
        assertThat(by(observed(parts, List.of(), List.of(trade("a", null, EURO)))))
                .containsExactly(By.VOLUMES);
        Terms more = terms("EURUSD", Side.BUY, "1.5", "1.1");
        assertThat(by(observed(parts, List.of(), List.of(trade("a", null, more)))))
                .isEmpty();
    }

    @Test
    void aTradeThatNamesATicketIsNotTakenForAnotherPosition() {
        assertThat(by(observed(List.of(position(5, EURO)), List.of(), List.of(trade("a", 4L, EURO)))))
                .isEmpty();
    }

    @Test
    void whatAnEarlierRunFoundStands() {
        BookedTrade found = Books.holding("a", Set.of(1L, 2L), EURO, 0);
        List<BrokerPosition> parts = List.of(
                position(1, at(terms("EURUSD", Side.BUY, "0.3", "1.1"), Duration.ofHours(1))),
                position(2, at(terms("EURUSD", Side.BUY, "0.7", "1.1"), Duration.ofHours(1))));
        assertThat(by(observed(parts, List.of(), List.of(found)))).containsExactly(By.TICKET);
        assertThat(Matcher.match(observed(List.of(), List.of(), List.of(Books.holding("a", Set.of(1L), EURO, 2)))))
                .singleElement()
                .isInstanceOf(Outcome.BrokerClosed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 3, BUY, 1, BUY, 2, true",
        "BUY, 3, BUY, 5, SELL, 2, true",
        "SELL, 1, BUY, 1, SELL, 2, true",
        "BUY, 3, BUY, 1, BUY, 1, false",
        "SELL, 3, BUY, 1, BUY, 2, false",
    })
    void anAccountThatNetsHoldsWhatItsTradesComeTo(
            Side shownSide, String shown, Side oneSide, String one, Side otherSide, String other, boolean same) {
        Matcher.Observation netting = netting(
                List.of(position(9, terms("EURUSD", shownSide, shown, "1.2"))),
                List.of(
                        trade("a", null, terms("EURUSD", oneSide, one, "1.1")),
                        trade("b", null, terms("EURUSD", otherSide, other, "1.3"))));
        assertThat(by(netting)).isEqualTo(same ? List.of(By.NET) : List.of());
    }

    @Test
    void theSameLegsOnAHedgingAccountStaySeparate() {
        List<BrokerPosition> legs = List.of(
                position(1, terms("EURUSD", Side.BUY, "5", "1.1")),
                position(2, terms("EURUSD", Side.SELL, "2", "1.1")));
        List<BookedTrade> trades = List.of(
                trade("a", null, terms("EURUSD", Side.SELL, "2", "1.1")),
                trade("b", null, terms("EURUSD", Side.BUY, "5", "1.1")));
        assertThat(pairs(observed(legs, List.of(), trades))).containsExactly("1=b", "2=a");
    }

    @Test
    void thousandsOfOrdersInOneMinuteAreStillPaired() {
        List<BrokerPosition> positions = new ArrayList<>();
        List<BookedTrade> trades = new ArrayList<>();
        LongStream.range(1, 3_000).forEach(n -> {
            positions.add(position(n, at(EURO, Duration.ofMillis(20 * n))));
            trades.add(trade("t" + n, null, at(EURO, Duration.ofMillis(20 * n))));
        });
        assertThat(by(observed(positions, List.of(), trades)))
                .hasSize(positions.size())
                .containsOnly(By.TERMS);
    }

    private static Matcher.Observation netting(List<BrokerPosition> positions, List<BookedTrade> trades) {
        return new Matcher.Observation(
                TAKEN, Matcher.Mode.NETTING, positions, List.of(), trades, Instruments.of(List.of()), false);
    }

    private static List<By> by(Matcher.Observation observed) {
        return matches(observed).stream().map(Match::by).toList();
    }

    private static List<String> pairs(Matcher.Observation observed) {
        return matches(observed).stream()
                .map(match -> match.positions().getFirst().ticket() + "="
                        + match.trade().tradeId())
                .sorted()
                .toList();
    }

    private static List<Match> matches(Matcher.Observation observed) {
        List<Match> matches = new ArrayList<>();
        for (Outcome outcome : Matcher.match(observed)) {
            if (outcome instanceof Outcome.Matched matched) {
                matches.add(matched.match());
            } else if (outcome instanceof Outcome.Divergent divergent) {
                matches.add(divergent.match());
            }
        }
        return matches;
    }
}
