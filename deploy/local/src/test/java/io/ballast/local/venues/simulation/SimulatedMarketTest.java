// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.venues.simulation.SimulatedBook.Side;
import io.ballast.local.venues.testing.ManualVenueTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {

    private static final Instrument FINE = new Instrument("BTCUSDT", "BTC", "USDT", 2, 5);
    private static final Instrument COARSE = new Instrument("BTC/USDT", "BTC", "USDT", 1, 8);
    private static final Instrument CHEAP = new Instrument("SOLUSDT", "SOL", "USDT", 2, 3);
    private static final int STEPS = 5_000;

    private final ManualVenueTime time = new ManualVenueTime();

    @Test
    void booksAreNeverCrossedNorShallowNorBelowZero() {
        long seed = seed();
        SimulatedMarket market = new SimulatedMarket(seed, time);
        List<Listing> listings = List.of(market.list(FINE), market.list(COARSE), market.list(CHEAP));

        for (int step = 0; step < STEPS; step++) {
            market.step();
            for (Listing listing : listings) {
                SimulatedBook book = listing.book();
                assertThat(book.best(Side.BID)).isLessThan(book.best(Side.ASK));
                assertThat(book.worst(Side.BID)).isPositive();
                assertThat(book.depth(Side.BID)).isBetween(1_150, 1_450);
                assertThat(book.depth(Side.ASK)).isBetween(1_150, 1_450);
            }
        }
    }

    @Test
    void venuesAreNearEachOtherAndNowAndThenCross() {
        long seed = seed();
        SimulatedMarket market = new SimulatedMarket(seed, time);
        Listing fine = market.list(FINE);
        Listing coarse = market.list(COARSE);
        int crossed = 0;

        for (int step = 0; step < STEPS; step++) {
            market.step();
            BigDecimal bid = best(fine, Side.BID).max(best(coarse, Side.BID));
            BigDecimal ask = best(fine, Side.ASK).min(best(coarse, Side.ASK));
            crossed += bid.compareTo(ask) >= 0 ? 1 : 0;
            assertThat(best(fine, Side.BID).subtract(best(coarse, Side.BID)).abs())
                    .isLessThan(new BigDecimal("25"));
        }

        assertThat(crossed).isBetween(STEPS / 500, STEPS / 10);
    }

    @Test
    void tradesAreNumberedWithoutGapsAndHappenOnBothSides() {
        long seed = seed();
        SimulatedMarket market = new SimulatedMarket(seed, time);
        Listing listing = market.list(FINE);
        List<Trade> trades = new ArrayList<>(listing.recentTrades());
        assertThat(trades).hasSize(Listing.RECENT_TRADES);

        for (int step = 0; step < STEPS; step++) {
            market.step();
            trades.addAll(listing.lastStep().trades());
        }

        assertThat(trades).hasSizeGreaterThan(STEPS / 50);
        assertThat(trades)
                .extracting(Trade::id)
                .containsExactlyElementsOf(trades.stream()
                        .map(trade -> trades.getFirst().id() + trades.indexOf(trade))
                        .toList());
        assertThat(trades).extracting(Trade::takerBuys).contains(true, false);
        assertThat(listing.recentTrades())
                .isEqualTo(trades.subList(trades.size() - Listing.RECENT_TRADES, trades.size()));
    }

    @Test
    void changesAreCountedAndLeadFromOneBookToTheNext() {
        long seed = seed();
        SimulatedMarket market = new SimulatedMarket(seed, time);
        Listing listing = market.list(CHEAP);

        for (int step = 0; step < 500; step++) {
            long before = listing.updateId();
            market.step();
            List<SimulatedBook.Change> changes = listing.lastStep().changes();
            assertThat(listing.updateId()).isEqualTo(before + changes.size());
            changes.stream()
                    .filter(change -> changes.lastIndexOf(change) == changes.size() - 1)
                    .forEach(last -> assertThat(listing.book().quantity(last.side(), last.price()))
                            .isEqualTo(last.quantity()));
        }
    }

    @Test
    void theSameSeedGivesTheSameMarket() {
        assertThat(course(7)).isEqualTo(course(7)).isNotEqualTo(course(8));
    }

    private static List<Object> course(long seed) {
        SimulatedMarket market = new SimulatedMarket(seed, new ManualVenueTime());
        Listing listing = market.list(FINE);
        List<Object> course = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            market.step();
            course.add(listing.lastStep());
        }
        return course;
    }

    private static BigDecimal best(Listing listing, Side side) {
        return listing.instrument().price(listing.book().best(side));
    }

    private static long seed() {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("SimulatedMarketTest seed=" + seed);
        return seed;
    }
}
