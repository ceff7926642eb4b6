// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.SlippageRepository.Slippage;
import io.ballast.reconciliation.ledger.SlippageRepository.SlippageQuery;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every source of slippage owes, with a database or without. */
interface SlippageRepositoryContract {

    Instant AT = Instant.parse("2026-01-05T09:00:00Z");

    SlippageRepository slippage();

    /** Positions of one account, in one transaction. */
    void store(AccountKey key, List<PositionState> written);

    <T> T await(Supplier<Uni<T>> work);

    @Test
    default void figuresAreExactPerBrokerSymbolAndSide() {
        AccountKey main = new AccountKey(UUID.randomUUID(), "main");
        store(
                main,
                List.of(
                        position(main, 1, "a", "EURUSD", Side.BUY, "1.5", 0),
                        position(main, 2, "a", "EURUSD", Side.BUY, "-0.5", 1),
                        position(main, 3, "a", "EURUSD", Side.BUY, "0.0", 2),
                        position(main, 4, "a", "EURUSD", Side.BUY, "10.25", 3),
                        position(main, 5, "a", "EURUSD", Side.SELL, "2", 4),
                        position(main, 6, "b", "EURUSD", Side.BUY, "3", 5),
                        position(main, 7, "a", "EURUSD", Side.BUY, null, 6)));

        List<Slippage> all = find(new SlippageQuery(main.userId(), null, null, null, null));

        assertThat(all)
                .extracting(one -> one.broker() + " " + one.symbol() + " " + one.direction() + " " + one.n())
                .containsExactly("a EURUSD BUY 4", "a EURUSD SELL 1", "b EURUSD BUY 1");
        Slippage first = all.getFirst();
        assertThat(first.mean()).isEqualByComparingTo("2.8125");
        assertThat(first.median()).isEqualByComparingTo("0.75");
        assertThat(first.p95()).isEqualByComparingTo("10.25");
        assertThat(first.adverse()).isEqualTo(2);
        assertThat(find(new SlippageQuery(UUID.randomUUID(), null, null, null, null)))
                .isEmpty();
    }

    @Test
    default void everyFilterAndEveryFigureIsThatOfAPlainLoop() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        UUID user = UUID.randomUUID();
        InMemorySlippageRepository plain = new InMemorySlippageRepository();
        for (String account : List.of("main", "second")) {
            AccountKey key = new AccountKey(user, account);
            List<PositionState> positions = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                positions.add(position(
                        key,
                        positions.size() + (account.equals("main") ? 1 : 1000),
                        random.nextBoolean() ? "a" : "b",
                        random.nextBoolean() ? "EURUSD" : "XAUUSD",
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        random.nextInt(5) == 0
                                ? null
                                : BigDecimal.valueOf(random.nextInt(400) - 150, 2)
                                        .toString(),
                        random.nextInt(1000)));
            }
            store(key, positions);
            positions.forEach(plain::put);
        }
        for (int i = 0; i < 30; i++) {
            SlippageQuery query = new SlippageQuery(
                    user,
                    random.nextBoolean() ? null : "second",
                    random.nextBoolean() ? null : "XAUUSD",
                    random.nextBoolean() ? null : AT.plusSeconds(random.nextInt(600)),
                    random.nextBoolean() ? null : AT.plusSeconds(400 + random.nextInt(600)));
            List<Slippage> wanted = plain.slippage(query).await().indefinitely();
            List<Slippage> found = find(query);
            assertThat(found).as("seed %s %s", seed, query).hasSameSizeAs(wanted);
            for (int g = 0; g < wanted.size(); g++) {
                assertSame(found.get(g), wanted.get(g), "seed " + seed + " " + query);
            }
        }
    }

    private static void assertSame(Slippage found, Slippage wanted, String where) {
        assertThat(found.broker() + found.symbol() + found.direction() + found.n() + " " + found.adverse())
                .as(where)
                .isEqualTo(
                        wanted.broker() + wanted.symbol() + wanted.direction() + wanted.n() + " " + wanted.adverse());
        assertThat(found.mean().subtract(wanted.mean()).abs()).as(where).isLessThan(new BigDecimal("1e-9"));
        assertThat(found.median()).as(where).isEqualByComparingTo(wanted.median());
        assertThat(found.p95()).as(where).isEqualByComparingTo(wanted.p95());
    }

    private List<Slippage> find(SlippageQuery query) {
        return await(() -> slippage().slippage(query));
    }

    private static PositionState position(
            AccountKey key, long ticket, String broker, String symbol, Side side, @Nullable String pips, int seconds) {
        return new PositionState(
                key,
                broker,
                ticket,
                new Terms(symbol, side, BigDecimal.ONE, new BigDecimal("1.1408"), AT.plusSeconds(seconds), null, null),
                null,
                new Verdict(
                        PositionStatus.OPEN,
                        MatchState.MATCHED,
                        true,
                        null,
                        null,
                        pips == null ? null : new BigDecimal(pips),
                        "t-" + ticket),
                null,
                AT);
    }
}
