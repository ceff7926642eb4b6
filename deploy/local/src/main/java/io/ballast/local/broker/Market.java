// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Moves one account a step on: prices, now and then a position opened or closed. Not thread-safe. */
final class Market {

    private static final int FEWEST = 2;
    private static final int MOST = 5;
    private static final int OPEN_ONE_IN = 20;
    private static final int CLOSE_ONE_IN = 30;
    private static final int MOST_UNSENT = 200;

    /** A broker never gives two accounts one number: each counts in its own residue class. */
    private static final int ID_STRIDE = 10;

    private static final BigDecimal LOT_STEP = new BigDecimal("0.01");
    private static final BigDecimal COMMISSION_PER_LOT = new BigDecimal("-7.00");

    private final DemoAccount account;
    private final RandomGenerator random;

    Market(DemoAccount account, RandomGenerator random) {
        this.account = account;
        this.random = random;
    }

    Ledger step(Ledger before, Instant now) {
        Ledger moved = move(before);
        int open = moved.positions().size();
        if (open < FEWEST || (open < MOST && random.nextInt(OPEN_ONE_IN) == 0)) {
            return open(moved, now);
        }
        return open > FEWEST && random.nextInt(CLOSE_ONE_IN) == 0 ? close(moved, now) : moved;
    }

    private Ledger move(Ledger before) {
        Map<Instrument, BigDecimal> prices = new EnumMap<>(Instrument.class);
        for (Instrument instrument : Instrument.values()) {
            prices.put(
                    instrument, instrument.next(before.prices().getOrDefault(instrument, instrument.anchor()), random));
        }
        List<Position> positions = before.positions().stream()
                .map(position -> position.at(prices.getOrDefault(position.symbol(), position.currentPrice())))
                .toList();
        return new Ledger(
                before.nextId(),
                before.balance(),
                prices,
                positions,
                before.trades(),
                before.unsentTrades(),
                before.unsentDeals());
    }

    private Ledger open(Ledger before, Instant now) {
        Position opened = newPosition(before, now);
        BotTrade booked = BotTrade.opened(account.account() + "-" + opened.ticket(), opened);
        BotTrade trade = diverges() ? booked.misbooked() : booked;
        return new Ledger(
                before.nextId() + 2 * ID_STRIDE,
                before.balance(),
                before.prices(),
                with(before.positions(), opened),
                with(before.trades(), trade),
                newest(with(before.unsentTrades(), trade)),
                newest(with(before.unsentDeals(), Deal.opening(before.nextId() + ID_STRIDE, opened))));
    }

    private Ledger close(Ledger before, Instant now) {
        Position closed =
                before.positions().get(random.nextInt(before.positions().size()));
        List<BotTrade> closedTrades = before.trades().stream()
                .filter(trade -> trade.ticket() == closed.ticket())
                .map(trade -> trade.closedWith(closed, now))
                .toList();
        List<BotTrade> unsent = new ArrayList<>(before.unsentTrades());
        unsent.addAll(closedTrades);
        return new Ledger(
                before.nextId() + ID_STRIDE,
                before.balance().add(closed.result()),
                before.prices(),
                before.positions().stream()
                        .filter(p -> p.ticket() != closed.ticket())
                        .toList(),
                before.trades().stream()
                        .filter(t -> t.ticket() != closed.ticket())
                        .toList(),
                newest(unsent),
                newest(with(before.unsentDeals(), Deal.closing(before.nextId(), closed, now))));
    }

    private boolean diverges() {
        return account.divergeOneIn() > 0 && random.nextInt(account.divergeOneIn()) == 0;
    }

    private Position newPosition(Ledger before, Instant now) {
        Instrument symbol = Instrument.any(random);
        Direction direction = random.nextBoolean() ? Direction.BUY : Direction.SELL;
        BigDecimal price = before.prices().getOrDefault(symbol, symbol.anchor());
        BigDecimal volume = LOT_STEP.multiply(BigDecimal.valueOf(random.nextInt(1, 11)));
        BigDecimal zero = new BigDecimal("0.00");
        return new Position(
                before.nextId(),
                symbol,
                direction,
                volume,
                price,
                now,
                price,
                price.add(direction.signed(symbol.pips(80))),
                price.subtract(direction.signed(symbol.pips(50))),
                zero,
                zero,
                COMMISSION_PER_LOT.multiply(volume).setScale(2, java.math.RoundingMode.HALF_EVEN),
                4711,
                "demo");
    }

    private static <T> List<T> with(List<T> items, T added) {
        List<T> all = new ArrayList<>(items);
        all.add(added);
        return all;
    }

    /** While reconciliation is away for long, the oldest are forgotten: a demo need not remember for ever. */
    private static <T> List<T> newest(List<T> items) {
        return items.subList(Math.max(0, items.size() - MOST_UNSENT), items.size());
    }
}
