// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.matching.NaiveMatcher.Found;
import io.ballast.reconciliation.matching.Outcome.Match;
import io.ballast.reconciliation.matching.Outcome.Match.By;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What must hold whatever both sides hold. A failure names its seed; put it into {@link #FIRST_SEED} to repeat it. */
class MatcherRandomTest {

    private static final long FIRST_SEED = 20260105;
    private static final int BOOKS = 12_000;

    @Test
    void everyPositionAndEveryTradeIsCountedOnceInAnyOrderAndAsOftenAsYouLook() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + BOOKS; seed++) {
            Random random = new Random(seed);
            Matcher.Observation observed = RandomBooks.observation(random);
            List<Outcome> outcomes = Matcher.match(observed);
            String message = "seed " + seed;

            List<Long> tickets = new ArrayList<>();
            List<String> trades = new ArrayList<>();
            outcomes.forEach(outcome -> count(outcome, tickets, trades));
            assertThat(tickets)
                    .as(message)
                    .containsExactlyInAnyOrderElementsOf(observed.positions().stream()
                            .map(BrokerPosition::ticket)
                            .toList());
            assertThat(trades)
                    .as(message)
                    .containsExactlyInAnyOrderElementsOf(
                            observed.trades().stream().map(BookedTrade::tradeId).toList());
            assertThat(Matcher.match(observed)).as(message).isEqualTo(outcomes);
            assertThat(Matcher.match(shuffled(observed, random))).as(message).isEqualTo(outcomes);
        }
    }

    @Test
    void itFindsWhatTryingEveryWayFinds() {
        Map<By, Integer> seen = new EnumMap<>(By.class);
        int ties = 0;
        int ambiguous = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + BOOKS; seed++) {
            Matcher.Observation observed = RandomBooks.observation(new Random(seed));
            NaiveMatcher naive = new NaiveMatcher(observed);
            Set<Found> expected = new HashSet<>(naive.match());
            Set<Found> found = found(Matcher.match(observed));
            if (naive.tie()) {
                ties++;
                assertThat(certain(found)).as("seed %d, a tie", seed).isEqualTo(certain(expected));
                assertThat(byTerms(found)).as("seed %d, a tie", seed).isEqualTo(byTerms(expected));
            } else {
                assertThat(found).as("seed %d", seed).isEqualTo(expected);
            }
            expected.forEach(one -> seen.merge(one.by(), 1, Integer::sum));
            ambiguous += (int) expected.stream().filter(Found::ambiguous).count();
        }
        // the books must be worth the trouble: every way of matching often, choices too, ties not too often
        assertThat(seen.keySet()).containsExactlyInAnyOrder(By.values());
        assertThat(seen.values()).as("%s", seen).allMatch(times -> times > 200);
        assertThat(ambiguous).isGreaterThan(200);
        assertThat(ties).isLessThan(BOOKS / 5);
    }

    private static void count(Outcome outcome, List<Long> tickets, List<String> trades) {
        switch (outcome) {
            case Outcome.Matched matched -> count(matched.match(), tickets, trades);
            case Outcome.Divergent divergent -> count(divergent.match(), tickets, trades);
            case Outcome.External external -> tickets.add(external.position().ticket());
            case Outcome.Closed closed -> trades.add(closed.trade().tradeId());
            case Outcome.BrokerClosed lost -> trades.add(lost.trade().tradeId());
            case Outcome.Pending pending -> trades.add(pending.trade().tradeId());
        }
    }

    private static void count(Match match, List<Long> tickets, List<String> trades) {
        match.positions().forEach(position -> tickets.add(position.ticket()));
        match.trades().forEach(trade -> trades.add(trade.tradeId()));
    }

    private static Set<Found> found(List<Outcome> outcomes) {
        Set<Found> found = new HashSet<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Matched matched -> found.add(found(matched.match()));
                case Outcome.Divergent divergent -> found.add(found(divergent.match()));
                case Outcome.External external -> {}
                case Outcome.Closed closed -> {}
                case Outcome.BrokerClosed lost -> {}
                case Outcome.Pending pending -> {}
            }
        }
        return found;
    }

    private static Found found(Match match) {
        return new Found(
                match.positions().stream().map(BrokerPosition::ticket).collect(Collectors.toCollection(TreeSet::new)),
                match.trades().stream().map(BookedTrade::tradeId).collect(Collectors.toCollection(TreeSet::new)),
                match.by(),
                match.ambiguous());
    }

    /** What no tie can change. */
    private static Set<Found> certain(Set<Found> found) {
        return found.stream()
                .filter(one -> !one.ambiguous() && one.by() != By.VOLUMES)
                .collect(Collectors.toSet());
    }

    private static long byTerms(Set<Found> found) {
        return found.stream().filter(one -> one.by() == By.TERMS).count();
    }

    private static Matcher.Observation shuffled(Matcher.Observation observed, Random random) {
        List<BrokerPosition> positions = new ArrayList<>(observed.positions());
        List<Deal> deals = new ArrayList<>(observed.deals());
        List<BookedTrade> trades = new ArrayList<>(observed.trades());
        Collections.shuffle(positions, random);
        Collections.shuffle(deals, random);
        Collections.shuffle(trades, random);
        return new Matcher.Observation(
                observed.takenAt(),
                observed.mode(),
                positions,
                deals,
                trades,
                observed.instruments(),
                observed.emptyUnconfirmed());
    }
}
