// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import io.ballast.local.venues.simulation.SimulatedBook.Change;
import io.ballast.local.venues.simulation.SimulatedBook.Side;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One instrument on one venue: its book, its trades and their ids. Its fair price is the base's, and a little beside
 * it, so that venues are near each other and now and then lock or cross.
 */
public final class Listing {

    /** Trades remembered, as many as Kraken sends at subscription. */
    public static final int RECENT_TRADES = 50;

    private static final int ACTIVE_PERCENT = 30;
    private static final int LEFT_BEHIND_PERCENT = 80;
    private static final int TRADE_PERCENT = 30;

    /** What one step did; nothing, most of the time. */
    public record Step(List<Change> changes, List<Trade> trades) {

        static final Step QUIET = new Step(List.of(), List.of());

        public Step {
            changes = List.copyOf(changes);
            trades = List.copyOf(trades);
        }
    }

    private final Instrument instrument;
    private final PriceWalk walk;
    private final RandomGenerator random;
    private final SimulatedBook book = new SimulatedBook();
    private final OrderFlow flow;
    private final Deque<Trade> recent = new ArrayDeque<>();
    private long beside;
    private long updateId;
    private long tradeId;
    private Step lastStep = Step.QUIET;

    /** Ids begin at the clock, so that a restarted simulator goes on above its former ones, as a venue would. */
    Listing(Instrument instrument, PriceWalk walk, RandomGenerator random, Instant now) {
        this.instrument = instrument;
        this.walk = walk;
        this.random = random;
        this.flow = new OrderFlow(instrument, book, random);
        this.updateId = now.toEpochMilli();
        this.tradeId = now.toEpochMilli() / 100;
        flow.quote(walk.price());
        for (int ago = RECENT_TRADES; ago > 0; ago--) {
            trade(walk.price(), now.minusSeconds(ago));
            flow.quote(walk.price());
        }
        updateId += book.takeChanges().size();
    }

    public Instrument instrument() {
        return instrument;
    }

    public SimulatedBook book() {
        return book;
    }

    /** Counts the book's changes: the id of the last one. */
    public long updateId() {
        return updateId;
    }

    /** The last {@value #RECENT_TRADES} trades, oldest first. */
    public List<Trade> recentTrades() {
        return List.copyOf(recent);
    }

    /** What the market's last step did here. */
    public Step lastStep() {
        return lastStep;
    }

    void step(Instant now) {
        long nudge = Math.max(1, walk.price() / 800_000);
        beside += random.nextLong(-nudge, nudge + 1) - beside / 40;
        long fair = walk.price() + beside;
        int chance = isBetweenQuotes(fair) ? ACTIVE_PERCENT : LEFT_BEHIND_PERCENT;
        lastStep = random.nextInt(100) < chance ? act(fair, now) : Step.QUIET;
    }

    private boolean isBetweenQuotes(long fair) {
        long tick = instrument.tick();
        return book.best(Side.BID) * tick <= fair && fair <= book.best(Side.ASK) * tick;
    }

    private Step act(long fair, Instant now) {
        List<Trade> trades = random.nextInt(100) < TRADE_PERCENT ? List.of(trade(fair, now)) : List.of();
        flow.quote(fair);
        for (int more = random.nextInt(4); more > 0; more--) {
            flow.requote(fair);
        }
        List<Change> changes = book.takeChanges();
        updateId += changes.size();
        return new Step(changes, trades);
    }

    /** Takes all or some of the best level: of the asks when the price is to rise, of the bids when it is to fall. */
    private Trade trade(long fair, Instant now) {
        long middle = (book.best(Side.BID) + book.best(Side.ASK)) * instrument.tick() / 2;
        boolean buys = fair == middle ? random.nextBoolean() : fair > middle;
        Side side = buys ? Side.ASK : Side.BID;
        long price = book.best(side);
        long there = book.quantity(side, price);
        long taken = Math.min(there, flow.quantity(fair));
        book.set(side, price, there - taken);
        Trade trade = new Trade(++tradeId, price, taken, buys, 1 + random.nextInt(3), now);
        recent.addLast(trade);
        if (recent.size() > RECENT_TRADES) {
            recent.removeFirst();
        }
        return trade;
    }
}
