// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.TradeRepository.Place;
import io.ballast.reconciliation.ledger.TradeRepository.TradeFilter;
import io.ballast.reconciliation.ledger.TradeRepository.TradeQuery;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every repository of trades owes, with a database or without. */
interface TradeRepositoryContract {

    TradeRepository trades();

    /** Trades of one account, the new ones and new states of old ones, in one transaction. */
    void store(AccountKey key, List<TradeRecord> written);

    <T> T await(Supplier<Uni<T>> work);

    @Test
    default void pagesUnderEveryFilterHoldEveryTradeOnceNewestFirst() {
        Random random = seeded("pages");
        RandomTrades some = new RandomTrades(random);
        UUID user = UUID.randomUUID();
        Map<UUID, TradeRecord> stored = new HashMap<>();
        write(stored, new AccountKey(user, "main"), some, 60);
        write(stored, new AccountKey(user, "second"), some, 30);
        for (int i = 0; i < 40; i++) {
            TradeFilter filter = i == 0 ? TradeFilter.ALL : some.filter();
            List<TradeRecord> wanted = stored.values().stream()
                    .filter(trade -> matches(trade, filter))
                    .sorted(Comparator.comparing(TradeRecord::effectiveAt)
                            .thenComparing(trade -> trade.id().toString())
                            .reversed())
                    .toList();
            assertThat(pages(user, filter, 1 + random.nextInt(20)))
                    .as("%s", filter)
                    .isEqualTo(wanted);
        }
    }

    @Test
    default void aTradeIsFoundByItsOwnIdAndByTheBotsButNotByOthers() {
        RandomTrades some = new RandomTrades(seeded("ids"));
        AccountKey key = new AccountKey(UUID.randomUUID(), "main");
        TradeRecord trade = some.next(key);
        store(key, List.of(trade));
        UUID user = key.userId();

        assertThat(found(user, trade.id().toString())).isEqualTo(trade);
        assertThat(found(user, trade.trade().tradeId())).isEqualTo(trade);
        assertThat(found(user, "t-none")).isNull();
        assertThat(found(UUID.randomUUID(), trade.id().toString())).isNull();
        assertThat(found(UUID.randomUUID(), trade.trade().tradeId())).isNull();
        assertThat(pages(UUID.randomUUID(), TradeFilter.ALL, 10)).isEmpty();
    }

    @Test
    default void totalsAreThoseOfAllTradesInARowAfterEveryCorrection() {
        Random random = seeded("totals");
        RandomTrades some = new RandomTrades(random);
        UUID user = UUID.randomUUID();
        Map<UUID, TradeRecord> stored = new HashMap<>();
        assertTotals(user, stored, null, null);
        for (int round = 0; round < 12; round++) {
            AccountKey key = new AccountKey(user, some.pick("main", "second"));
            write(stored, key, some, 1 + random.nextInt(25));
            assertTotals(user, stored, null, null);
            for (int i = 0; i < 4; i++) {
                assertTotals(user, stored, some.maybe(some.pick(TradeMode.values())), some.maybe(some.moment()));
            }
        }
    }

    @Test
    default void totalsLoseNothingWhenAccountsOfAUserChangeAtOnce() throws InterruptedException {
        UUID user = UUID.randomUUID();
        RandomTrades some = new RandomTrades(seeded("at once"));
        Map<UUID, TradeRecord> stored = new HashMap<>();
        List<Callable<Void>> writers = IntStream.range(0, 12)
                .mapToObj(i -> some.next(new AccountKey(user, "account-" + i)))
                .map(trade -> {
                    stored.put(trade.id(), trade);
                    return (Callable<Void>) () -> {
                        store(trade.key(), List.of(trade));
                        return null;
                    };
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(writers)).allMatch(done -> done.state() == Future.State.SUCCESS);
        }
        assertTotals(user, stored, null, null);
    }

    private static Random seeded(String what) {
        long seed = new Random().nextLong();
        System.out.println("TradeRepositoryContract " + what + " seed " + seed);
        return new Random(seed);
    }

    private void write(Map<UUID, TradeRecord> stored, AccountKey key, RandomTrades some, int count) {
        Map<UUID, TradeRecord> written = new HashMap<>();
        IntStream.range(0, count).mapToObj(i -> some.next(key)).forEach(trade -> written.put(trade.id(), trade));
        store(key, List.copyOf(written.values()));
        stored.putAll(written);
    }

    private List<TradeRecord> pages(UUID user, TradeFilter filter, int size) {
        List<TradeRecord> all = new ArrayList<>();
        List<TradeRecord> page = page(user, filter, null, size);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(user, filter, Place.of(page.getLast()), size);
        }
        return all;
    }

    private List<TradeRecord> page(UUID user, TradeFilter filter, @Nullable Place before, int size) {
        return await(() -> trades().trades(new TradeQuery(user, filter, before, size)));
    }

    private @Nullable TradeRecord found(UUID user, String id) {
        List<TradeRecord> found = await(
                () -> trades().trade(user, id).map(trade -> trade == null ? List.<TradeRecord>of() : List.of(trade)));
        return found.isEmpty() ? null : found.getFirst();
    }

    private void assertTotals(
            UUID user, Map<UUID, TradeRecord> stored, @Nullable TradeMode mode, @Nullable Instant from) {
        TradeFilter filter = new TradeFilter(mode, null, null, null, from);
        TradeTotals naive = NaiveTotals.of(
                stored.values().stream().filter(trade -> matches(trade, filter)).toList());
        assertThat(await(() -> trades().totals(user, mode, from)))
                .as("mode %s from %s", mode, from)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(naive);
    }

    private static boolean matches(TradeRecord trade, TradeFilter filter) {
        return (filter.mode() == null || trade.trade().mode() == filter.mode())
                && (filter.status() == null || trade.trade().status() == filter.status())
                && (filter.symbol() == null || trade.trade().terms().symbol().equals(filter.symbol()))
                && (filter.account() == null || trade.key().account().equals(filter.account()))
                && (filter.from() == null || !trade.effectiveAt().isBefore(filter.from()));
    }
}
