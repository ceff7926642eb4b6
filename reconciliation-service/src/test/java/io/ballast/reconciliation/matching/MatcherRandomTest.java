// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold whatever both sides hold. A failure prints its seed; put it into {@link #FIRST_SEED} to repeat it. */
class MatcherRandomTest {

    private static final long FIRST_SEED = 20260105;
    private static final int BOOKS = 2_000;

    @Test
    void everythingIsCountedOnceAndOrderDoesNotMatter() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + BOOKS; seed++) {
            Random random = new Random(seed);
            Matcher.Observation observed = observation(random);
            List<Outcome> outcomes = Matcher.match(observed);
            String message = "seed " + seed;

            int pairs = count(outcomes, Outcome.Matched.class) + count(outcomes, Outcome.Divergent.class);
            assertThat(pairs + count(outcomes, Outcome.External.class))
                    .as(message)
                    .isEqualTo(observed.positions().size());
            assertThat(pairs
                            + count(outcomes, Outcome.Closed.class)
                            + count(outcomes, Outcome.BrokerClosed.class)
                            + count(outcomes, Outcome.Pending.class))
                    .as(message)
                    .isEqualTo(observed.trades().size());
            assertThat(Matcher.match(observed)).as(message).isEqualTo(outcomes);
            assertThat(Matcher.match(shuffled(observed, random))).as(message).isEqualTo(outcomes);
        }
    }

    private static int count(List<Outcome> outcomes, Class<? extends Outcome> type) {
        return Math.toIntExact(outcomes.stream().filter(type::isInstance).count());
    }

    private static Matcher.Observation observation(Random random) {
        List<BrokerPosition> positions = new ArrayList<>();
        List<BookedTrade> trades = new ArrayList<>();
        List<Deal> deals = new ArrayList<>();
        for (long ticket = 1; ticket <= 12; ticket++) {
            if (random.nextBoolean()) {
                positions.add(Books.position(ticket, terms(random)));
            }
            if (random.nextInt(3) > 0) {
                trades.add(new BookedTrade(
                        "t" + random.nextInt(1000) + "-" + ticket,
                        random.nextInt(8) == 0 ? null : 1 + (long) random.nextInt(12),
                        terms(random),
                        Books.TAKEN.minusSeconds(random.nextInt(10)),
                        random.nextInt(4)));
            }
            if (random.nextInt(4) == 0) {
                deals.add(Books.out(ticket, ticket, "1", "1.2", "5", Books.TAKEN.plusSeconds(random.nextInt(9) - 6)));
            }
        }
        return new Matcher.Observation(
                Books.TAKEN, positions, deals, trades, Instruments.of(List.of()), positions.isEmpty());
    }

    private static Terms terms(Random random) {
        String symbol = List.of("EURUSD", "XAUUSD", "UNKNOWN").get(random.nextInt(3));
        BigDecimal price = new BigDecimal("1.1").add(BigDecimal.valueOf(random.nextInt(20), 4));
        return new Terms(
                symbol,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                BigDecimal.valueOf(1 + random.nextInt(3)),
                price,
                Books.ENTRY,
                random.nextBoolean() ? null : price.add(BigDecimal.valueOf(random.nextInt(3), 3)),
                null);
    }

    private static Matcher.Observation shuffled(Matcher.Observation observed, Random random) {
        List<BrokerPosition> positions = new ArrayList<>(observed.positions());
        List<Deal> deals = new ArrayList<>(observed.deals());
        List<BookedTrade> trades = new ArrayList<>(observed.trades());
        Collections.shuffle(positions, random);
        Collections.shuffle(deals, random);
        Collections.shuffle(trades, random);
        return new Matcher.Observation(
                observed.takenAt(), positions, deals, trades, observed.instruments(), observed.emptyUnconfirmed());
    }
}
