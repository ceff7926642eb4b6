// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bot meant to do and what a broker made of it: filled at another price, a little later, in parts, under another
 * spelling of the symbol, by a clock that is off, once too often or not at all.
 */
final class RandomBooks {

    private static final List<String> SYMBOLS = List.of("EURUSD", "XAUUSD", "THING");

    private final Random random;
    private final Matcher.Mode mode;
    private final List<BrokerPosition> positions = new ArrayList<>();
    private final List<BookedTrade> trades = new ArrayList<>();
    private final List<Deal> deals = new ArrayList<>();
    private final List<String> symbols;
    private final int skewSeconds;
    private long nextTicket = 100;

    private RandomBooks(Random random) {
        this.random = random;
        this.mode = random.nextInt(4) == 0 ? Matcher.Mode.NETTING : Matcher.Mode.HEDGING;
        this.symbols = SYMBOLS.subList(0, 1 + random.nextInt(SYMBOLS.size()));
        this.skewSeconds = random.nextInt(3) == 0 ? random.nextInt(140) - 70 : 0;
    }

    static Matcher.Observation observation(Random random) {
        RandomBooks books = new RandomBooks(random);
        int orders = 1 + random.nextInt(5);
        for (int order = 0; order < orders && books.positions.size() < 6; order++) {
            books.order(order);
        }
        return new Matcher.Observation(
                Books.TAKEN,
                books.mode,
                books.positions,
                books.deals,
                books.trades,
                Instruments.of(List.of()),
                books.positions.isEmpty());
    }

    private void order(int number) {
        String symbol = symbols.get(random.nextInt(symbols.size()));
        Side side = random.nextInt(3) > 0 ? Side.BUY : Side.SELL;
        BigDecimal volume = BigDecimal.valueOf(1 + random.nextInt(6)).movePointLeft(1);
        BigDecimal price = base(symbol).add(step(symbol).multiply(BigDecimal.valueOf(random.nextInt(60))));
        Instant at = Books.ENTRY.plusMillis(random.nextInt(90_000));
        Terms meant = new Terms(symbol, side, volume, price, at, exit(price), null);
        String id = "trade-%04d-%d".formatted(random.nextInt(10_000), number);
        List<Long> filled = new ArrayList<>();
        @Nullable String orderId = random.nextInt(4) == 0 ? Integer.toString(9_000 + number) : null;
        if (random.nextInt(8) > 0) {
            fill(meant, id, orderId, filled);
        }
        if (random.nextInt(8) > 0) {
            trades.add(new BookedTrade(
                    id,
                    ticket(filled),
                    orderId,
                    random.nextInt(6) == 0 ? Set.copyOf(filled) : Set.of(),
                    meant,
                    Books.TAKEN.minusSeconds(random.nextInt(12)),
                    random.nextInt(4)));
            if (random.nextInt(8) == 0) {
                trades.add(new BookedTrade("again-" + id, null, null, Set.of(), meant, Books.ENTRY, 0));
            }
        }
    }

    private @Nullable Long ticket(List<Long> filled) {
        return switch (random.nextInt(6)) {
            case 0 -> 100L + random.nextInt(8);
            case 1 -> filled.isEmpty() ? null : filled.getFirst();
            default -> null;
        };
    }

    private void fill(Terms meant, String id, @Nullable String orderId, List<Long> filled) {
        int parts = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        BigDecimal left = meant.volume();
        for (int part = 1; part <= parts && left.signum() > 0; part++) {
            BigDecimal volume = part == parts
                    ? left
                    : left.min(BigDecimal.valueOf(1 + random.nextInt(3)).movePointLeft(1));
            left = left.subtract(volume);
            if (random.nextInt(6) == 0) {
                volume = volume.add(new BigDecimal("0.01"));
            }
            long ticket = nextTicket++;
            filled.add(ticket);
            Terms terms = new Terms(
                    random.nextInt(4) == 0 ? meant.symbol() + ".PRO" : meant.symbol(),
                    random.nextInt(20) == 0 ? Side.SELL : meant.direction(),
                    volume,
                    meant.entryPrice().add(step(meant.symbol()).multiply(BigDecimal.valueOf(random.nextInt(70) - 10))),
                    meant.entryTime().plusMillis(random.nextInt(30_000)).plusSeconds(skewSeconds),
                    meant.takeProfit(),
                    meant.stopLoss());
            positions.add(new BrokerPosition(
                    ticket, terms, terms.entryPrice(), null, null, null, random.nextInt(6) == 0 ? id : null));
            if (orderId != null && random.nextBoolean()) {
                deals.add(deal(ticket, Long.valueOf(orderId), Deal.Entry.IN, Books.TAKEN.minusSeconds(60)));
            }
            if (random.nextInt(10) == 0) {
                deals.add(deal(ticket, null, Deal.Entry.OUT, Books.TAKEN.plusSeconds(random.nextInt(9) - 6)));
                if (random.nextBoolean()) {
                    positions.removeLast();
                }
            }
        }
    }

    private static Deal deal(long ticket, @Nullable Long orderId, Deal.Entry entry, Instant at) {
        return new Deal(
                ticket * 10 + entry.ordinal(),
                Deal.Kind.BUY,
                ticket,
                orderId,
                entry,
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                at);
    }

    private @Nullable BigDecimal exit(BigDecimal price) {
        return random.nextBoolean() ? null : price.add(BigDecimal.valueOf(random.nextInt(3), 3));
    }

    private static BigDecimal base(String symbol) {
        return new BigDecimal(symbol.equals("EURUSD") ? "1.1" : symbol.equals("XAUUSD") ? "1950" : "100");
    }

    /** A tenth of a pip, or of what counts as one. */
    private static BigDecimal step(String symbol) {
        return new BigDecimal(symbol.equals("EURUSD") ? "0.00001" : symbol.equals("XAUUSD") ? "0.01" : "0.001");
    }
}
