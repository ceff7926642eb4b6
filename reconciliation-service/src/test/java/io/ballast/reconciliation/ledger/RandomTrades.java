// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.TradeRepository.TradeFilter;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Trades of a bot that is bad at its work: at the same moments, years apart, without results, corrected afterwards. */
final class RandomTrades {

    static final Instant NOW = Instant.parse("2026-01-05T12:00:00.123456Z");
    private static final Duration[] REACHES = {
        Duration.ofSeconds(3), Duration.ofMinutes(10), Duration.ofDays(2), Duration.ofDays(400), Duration.ofDays(9000)
    };

    private final Random random;

    RandomTrades(Random random) {
        this.random = random;
    }

    /** One of 60 trades of that account, in a state of its own. */
    TradeRecord next(AccountKey key) {
        boolean closed = random.nextInt(4) > 0;
        Terms terms = new Terms(
                pick("EURUSD", "XAUUSD", "BTCUSD"), Side.BUY, amount(1, 500), amount(1, 90_000), moment(), null, null);
        BotTrade trade = new BotTrade(
                "t-" + random.nextInt(60),
                pick(TradeMode.values()),
                closed ? TradeStatus.CLOSED : TradeStatus.OPEN,
                terms,
                null,
                null,
                exit(),
                null,
                null);
        return new TradeRecord(key, trade, moment(), 0, null, NOW, NOW);
    }

    /** Even an open trade may tell of an exit; it does not count. */
    private @Nullable Exit exit() {
        BigDecimal price = random.nextInt(5) == 0 ? null : amount(1, 90_000);
        Instant time = random.nextInt(8) == 0 ? null : moment();
        BigDecimal pnl = random.nextInt(6) == 0 ? null : amount(-3_000, 3_000);
        return price == null && time == null && pnl == null ? null : new Exit(price, time, pnl);
    }

    /** Often one that another trade has too. */
    Instant moment() {
        Duration reach = pick(REACHES);
        long part = random.nextInt(40);
        return NOW.minus(reach.multipliedBy(part).dividedBy(40)).minusNanos(random.nextInt(2) * 1_000L);
    }

    TradeFilter filter() {
        return new TradeFilter(
                maybe(pick(TradeMode.values())),
                maybe(pick(TradeStatus.values())),
                maybe(pick("EURUSD", "XAUUSD", "NONE")),
                maybe(pick("main", "second", "third")),
                maybe(moment()));
    }

    <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    private BigDecimal amount(int least, int most) {
        return BigDecimal.valueOf(random.nextInt(least, most + 1), random.nextInt(4));
    }

    @SafeVarargs
    final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
