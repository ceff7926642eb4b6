// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/**
 * One position and the bot's trade for it. Prices are whole points of the instrument; one lot moves one unit of the
 * account's currency (USD) per point in every instrument here. So money is exact.
 *
 * @param opened the run that opened it
 * @param lots in hundredths
 * @param expected the bot's entry price
 * @param entry the broker's
 * @param result of the whole trade, in hundredths of USD
 */
record Holding(
        Instrument instrument, long opened, long ticket, boolean buy, int lots, long expected, long entry, long exit) {

    private static final long FIRST_TICKET = 1_000_000;
    private static final int STOP_DISTANCE = 400;
    private static final int STOP_STEP = 10;

    /** What is traded; all are quoted in USD. */
    enum Instrument {
        EURUSD(5, 114_000),
        GBPUSD(5, 131_000),
        AUDUSD(5, 66_000),
        NZDUSD(5, 59_000),
        XAUUSD(2, 195_000);

        private static final int SWING = 2_000;

        private final int digits;
        private final long base;

        Instrument(int digits, long base) {
            this.digits = digits;
            this.base = base;
        }

        BigDecimal price(long points) {
            return BigDecimal.valueOf(points, digits).stripTrailingZeros();
        }
    }

    static Holding of(History history, long run, int number) {
        long ticket = FIRST_TICKET + run * History.COHORT + number;
        SplittableRandom random = new SplittableRandom(
                history.user().getMostSignificantBits() ^ history.user().getLeastSignificantBits() ^ (ticket * 31));
        Instrument instrument = Instrument.values()[number];
        boolean buy = random.nextBoolean();
        int side = buy ? 1 : -1;
        long expected = instrument.base + random.nextInt(-Instrument.SWING, Instrument.SWING);
        long entry = expected + side * random.nextInt(-10, 40); // at most 4 pips of 10 points: no divergence
        long exit = entry + random.nextInt(-200, 201);
        return new Holding(instrument, run, ticket, buy, random.nextInt(1, 101), expected, entry, exit);
    }

    int side() {
        return buy ? 1 : -1;
    }

    String direction() {
        return buy ? "buy" : "sell";
    }

    BigDecimal volume() {
        return BigDecimal.valueOf(lots, 2).stripTrailingZeros();
    }

    /** The price after so many runs: straight from entry to exit. */
    long priceAt(int age) {
        return entry + (exit - entry) * age / History.LIFE;
    }

    /** What it is worth at that price, in hundredths of USD. */
    long worth(long price) {
        return side() * (price - entry) * lots;
    }

    long result() {
        return worth(exit);
    }

    /** The stop follows, whatever the price does, and closes nothing. */
    BigDecimal stopAt(int age) {
        int moves = Math.min(age, History.LIFE - 1);
        return instrument.price(entry - (long) side() * (STOP_DISTANCE - moves * STOP_STEP));
    }

    BigDecimal slippagePips() {
        return BigDecimal.valueOf(side() * (entry - expected), 1).stripTrailingZeros();
    }

    String tradeId() {
        return "seed-" + ticket;
    }

    String signalId() {
        return "signal-" + ticket;
    }
}
