// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarketTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final int STEPS = 3000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theBooksOfBrokerAndBotStayBelievable(DemoAccount account) {
        long seed = 7 + account.ordinal();
        Market market = new Market(account, new Random(seed));
        Ledger ledger = Ledger.opened(1_000_000 + account.ordinal());
        Set<Long> tickets = new HashSet<>();
        Set<Long> misbooked = new HashSet<>();
        BigDecimal results = ledger.balance();
        for (int step = 0; step < STEPS; step++) {
            ledger = market.step(ledger, NOW.plusSeconds(2L * step));
            for (Deal deal : ledger.unsentDeals()) {
                tickets.add(deal.ticket());
                assertThat(deal.price()).isPositive();
                assertThat(deal.type() == deal.direction())
                        .isEqualTo(deal.entry().equals("in"));
                if (deal.entry().equals("out")) {
                    results = results.add(deal.profit()).add(deal.swap());
                } else {
                    results = results.add(deal.commission());
                }
            }
            for (Position position : ledger.positions()) {
                BotTrade trade = ledger.trades().stream()
                        .filter(booked -> booked.ticket() == position.ticket())
                        .findFirst()
                        .orElseThrow();
                if (trade.entryPrice().compareTo(position.entryPrice()) != 0) {
                    misbooked.add(position.ticket());
                }
            }
            assertThat(ledger.trades()).as("seed=%d step=%d", seed, step).hasSameSizeAs(ledger.positions());
            assertThat(ledger.positions()).hasSizeBetween(1, 5);
            ledger = ledger.delivered();
        }
        BigDecimal open = ledger.positions().stream()
                .map(Position::commission)
                .reduce(results.negate(), (sum, commission) -> sum.add(commission));
        assertThat(open.negate()).isEqualByComparingTo(ledger.balance());
        assertThat(tickets).hasSizeGreaterThan(20).allMatch(ticket -> ticket % 10 == account.ordinal());
        assertThat(misbooked.isEmpty()).as("seed=%d", seed).isEqualTo(account == DemoAccount.DEMO_1);
    }

    @Test
    void anAccountIsTheSameAfterARestart() throws IOException {
        LedgerFile file = new LedgerFile(folder.resolve("broker"), DemoAccount.DEMO_2);
        Market market = new Market(DemoAccount.DEMO_2, new Random(1));
        Ledger ledger = file.load(NOW);
        for (int step = 0; step < 50; step++) {
            ledger = market.step(ledger, NOW.plusSeconds(step));
        }

        file.save(ledger);

        assertThat(new LedgerFile(folder.resolve("broker"), DemoAccount.DEMO_2).load(NOW))
                .isEqualTo(ledger);
    }

    @Test
    void profitFollowsTheContract() {
        // Worked examples of the reconciliation contract.
        assertThat(Instrument.EURUSD.profit(
                        Direction.BUY, new BigDecimal("1"), new BigDecimal("1.1408"), new BigDecimal("1.14265")))
                .isEqualByComparingTo("185.00");
        assertThat(Instrument.XAUUSD.profit(
                        Direction.SELL, new BigDecimal("0.1"), new BigDecimal("1955.75"), new BigDecimal("1950.50")))
                .isEqualByComparingTo("52.50");
    }
}
