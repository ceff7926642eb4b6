// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import io.ballast.local.venues.simulation.SimulatedBook.Side;
import java.util.random.RandomGenerator;

/**
 * What the makers of one book do: they follow a fair price with the best quotes, requote at random depths, and keep
 * each side between {@value #FEWEST} and {@value #MOST} levels. Fair prices are in the units of {@link PriceWalk}.
 */
final class OrderFlow {

    private static final int FEWEST = 1_200;
    private static final int MOST = 1_400;
    private static final int NEAR = 20;

    private final Instrument instrument;
    private final SimulatedBook book;
    private final RandomGenerator random;

    OrderFlow(Instrument instrument, SimulatedBook book, RandomGenerator random) {
        this.instrument = instrument;
        this.book = book;
        this.random = random;
    }

    /** Moves the best quotes around the fair price; what stood beyond them is withdrawn. */
    void quote(long fair) {
        long half = random.nextLong(fair / 400_000, fair / 60_000 + 1);
        long bid = Math.floorDiv(fair - half, instrument.tick());
        long ask = Math.max(bid + 1, Math.ceilDiv(fair + half, instrument.tick()));
        quote(Side.BID, bid, fair);
        quote(Side.ASK, ask, fair);
    }

    private void quote(Side side, long price, long fair) {
        while (book.depth(side) > 0 && side.isBeyond(book.best(side), price)) {
            book.set(side, book.best(side), 0);
        }
        if (book.quantity(side, price) == 0) {
            book.set(side, price, quantity(fair));
        }
        while (book.depth(side) > MOST) {
            book.set(side, book.worst(side), 0);
        }
        while (book.depth(side) < FEWEST) {
            long gap = 1 + random.nextLong(2 * spacing(fair));
            book.set(side, side.behind(book.worst(side), gap), quantity(fair));
        }
    }

    /** Adds, changes or takes away one level behind the best: mostly a near one, now and then one deep in the book. */
    void requote(long fair) {
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        int reach = random.nextInt(8) == 0 ? FEWEST : NEAR;
        long price = side.behind(book.best(side), 1 + random.nextLong(reach * spacing(fair)));
        boolean withdraws = book.quantity(side, price) > 0 && random.nextBoolean();
        book.set(side, price, withdraws ? 0 : quantity(fair));
    }

    /** Worth 50 to 20,000 of the quote currency; now and then a round lot, whose text ends in zeros. */
    long quantity(long fair) {
        long worth = random.nextLong(50, 20_000) * Instrument.powerOfTen(PriceWalk.DECIMALS);
        long units = Math.max(1, Math.multiplyExact(worth, instrument.whole()) / fair);
        long lot = Math.max(1, instrument.whole() / 100);
        return random.nextInt(6) == 0 ? Math.max(lot, units - units % lot) : units;
    }

    /** Usual distance of neighbouring levels, in ticks. */
    private long spacing(long fair) {
        return Math.max(1, fair / 400_000 / instrument.tick());
    }
}
