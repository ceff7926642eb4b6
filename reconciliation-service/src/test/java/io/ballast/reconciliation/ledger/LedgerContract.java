// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.reconciliation.drawdown.DrawdownState;
import io.ballast.reconciliation.drawdown.DrawdownState.AlertLevel;
import io.ballast.reconciliation.ledger.AccountState.Counts;
import io.ballast.reconciliation.ledger.AccountState.Funds;
import io.ballast.reconciliation.ledger.AccountState.SyncState;
import io.ballast.reconciliation.ledger.BotTrade.Exit;
import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.Changes.CashFlow;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.Ledger.Overview;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.ballast.reconciliation.ledger.LogEntry.EventFinding;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.EventStatus;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState.CloseReason;
import io.ballast.reconciliation.ledger.PositionState.Ending;
import io.ballast.reconciliation.ledger.PositionState.Mark;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.PositionState.Verdict;
import io.ballast.reconciliation.ledger.RunRecord.RunCounts;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.ballast.reconciliation.matching.DivergenceReason;
import io.ballast.reconciliation.matching.Side;
import io.ballast.reconciliation.matching.Terms;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every ledger owes, with a database or without. */
interface LedgerContract {

    Instant AT = Instant.parse("2026-01-05T12:00:00.123456Z");

    Ledger ledger();

    <T> T await(Supplier<Uni<T>> work);

    /** The ids of a user's rows in the outbox, in the order in which they are relayed. */
    List<UUID> outboxOf(UUID userId);

    @Test
    default void everythingWrittenComesBackExactly() {
        AccountKey key = newAccount();
        Changes changes = everything(key);
        change(key, book -> new Decision<>("done", changes));

        AccountBook book = look(key, new Scope("s-1", Set.of(), Set.of(), Set.of(), Set.of(77L, 78L)));
        assertThat(book.account()).isEqualTo(changes.account());
        assertThat(book.positions()).isEqualTo(changes.positions());
        assertThat(book.trades()).isEqualTo(changes.trades());
        assertThat(book.run()).isEqualTo(changes.run());
        assertThat(book.countedCashDeals()).containsExactly(77L);
        assertThat(await(() -> ledger().accounts(key.userId()))).containsExactly(state(key));
        assertThat(await(() -> ledger().events(EventQuery.newest(key.userId(), null, 10))))
                .isEqualTo(changes.events().reversed());
    }

    @Test
    default void statesAreReplacedAndClosedPositionsLeaveTheOpenOnes() {
        AccountKey key = newAccount();
        PositionState open = position(key, 7, "EURUSD", PositionStatus.OPEN);
        PositionState closed = position(key, 7, "EURUSD", PositionStatus.CLOSED);
        change(key, book -> new Decision<>("", positions(open)));
        change(key, book -> new Decision<>("", positions(closed)));

        assertThat(await(() -> ledger().openPositions(key.userId(), null, null)))
                .isEmpty();
        assertThat(await(() -> ledger().position(key.userId(), open.id()))).isEqualTo(closed);
        assertThat(look(key, Scope.ofTrades(Set.of())).positions()).isEmpty();
        assertThat(look(key, new Scope(null, Set.of(open.id()), Set.of(), Set.of(), Set.of()))
                        .positions())
                .containsExactly(closed);
    }

    @Test
    default void aClosedTradeIsSeenWhileThePositionThatItWasFoundToBeIsOpen() {
        AccountKey key = newAccount();
        BotTrade closed =
                new BotTrade("t-1", TradeMode.LIVE, TradeStatus.CLOSED, terms("EURUSD"), null, null, null, null, null);
        TradeRecord record = new TradeRecord(key, closed, AT, 0, null, AT, AT);
        change(
                key,
                book -> new Decision<>("", new Changes(null, List.of(), List.of(record), List.of(), List.of(), null)));
        assertThat(look(key, Scope.ofTrades(Set.of())).trades()).isEmpty();

        PositionState open = position(key, 7, "EURUSD", PositionStatus.OPEN);
        change(key, book -> new Decision<>("", positions(open)));
        assertThat(look(key, Scope.ofTrades(Set.of())).trades()).containsExactly(record);
    }

    @Test
    default void openPositionsAreNarrowedByAccountAndSymbol() {
        AccountKey first = newAccount();
        AccountKey second = new AccountKey(first.userId(), "second");
        change(
                first,
                book -> new Decision<>(
                        "",
                        positions(
                                position(first, 2, "XAUUSD", PositionStatus.OPEN),
                                position(first, 1, "EURUSD", PositionStatus.PENDING))));
        change(second, book -> new Decision<>("", positions(position(second, 3, "EURUSD", PositionStatus.OPEN))));

        assertThat(tickets(first.userId(), null, null)).containsExactly(1L, 2L, 3L);
        assertThat(tickets(first.userId(), null, "EURUSD")).containsExactly(1L, 3L);
        assertThat(tickets(first.userId(), "second", null)).containsExactly(3L);
        assertThat(tickets(UUID.randomUUID(), null, null)).isEmpty();
    }

    @Test
    default void nobodySeesAnotherUsersPosition() {
        AccountKey key = newAccount();
        PositionState open = position(key, 7, "EURUSD", PositionStatus.OPEN);
        change(key, book -> new Decision<>("", positions(open)));

        Boolean hidden =
                await(() -> ledger().position(UUID.randomUUID(), open.id()).map(found -> found == null));
        assertThat(hidden).isTrue();
    }

    @Test
    default void aDecisionThatThrowsChangesNothing() {
        AccountKey key = newAccount();
        assertThatThrownBy(() -> change(key, book -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessageContaining("no");
        assertThat(await(() -> ledger().accounts(key.userId()))).isEmpty();
    }

    @Test
    default void logRowsAreEventsInTheOutboxOfTheSameTransaction() {
        AccountKey key = newAccount();
        Changes changes = everything(key);
        change(key, book -> new Decision<>("", changes));
        List<UUID> written = changes.events().stream().map(Logged::id).toList();
        assertThat(outboxOf(key.userId())).isEqualTo(written).isNotEmpty();

        // the log refuses a row that it has, so nothing of this change remains
        assertThatThrownBy(() -> change(key, book -> new Decision<>("", changes)));
        assertThat(outboxOf(key.userId())).isEqualTo(written);
    }

    @Test
    default void changesOfOneAccountTakeTurns() throws InterruptedException {
        AccountKey key = newAccount();
        List<Callable<Long>> writers = Collections.nCopies(20, () -> await(() -> countUp(key)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(writers).stream().map(Future::resultNow))
                    .doesNotHaveDuplicates()
                    .hasSize(writers.size());
        }
    }

    @Test
    default void eventsPageBackwardsWithoutLossOrRepeat() {
        AccountKey key = newAccount();
        List<Logged> all = events(key, 5);
        change(key, book -> new Decision<>("", new Changes(null, List.of(), List.of(), all, List.of(), null)));

        List<Logged> first = await(() -> ledger().events(EventQuery.newest(key.userId(), null, 2)));
        Logged last = first.getLast();
        List<Logged> rest = await(() -> ledger().events(new EventQuery(
                key.userId(),
                key.account(),
                7L,
                "EURUSD",
                new EventQuery.Cursor(last.entry().createdAt(), last.id()),
                10)));
        assertThat(first).isEqualTo(all.reversed().subList(0, 2));
        assertThat(rest).isEqualTo(all.reversed().subList(2, 5));
    }

    private Uni<Long> countUp(AccountKey key) {
        return Uni.createFrom().deferred(() -> ledger().change(key, Scope.ofTrades(Set.of()), book -> {
            long syncs = book.account() == null ? 0 : book.account().sync().totalSyncs();
            SyncState next = new SyncState(null, null, null, syncs + 1, null, null, null);
            AccountState unseen = AccountState.unseen(key);
            AccountState account =
                    new AccountState(key, unseen.broker(), null, null, next, unseen.counts(), unseen.drawdown());
            return new Decision<>(syncs, new Changes(account, List.of(), List.of(), List.of(), List.of(), null));
        }));
    }

    @Test
    default void theSummaryIsTheSumOfTheAccountsWhenManyChangeAtOnce() throws InterruptedException {
        AccountKey first = newAccount();
        Random random = new Random(first.userId().getMostSignificantBits());
        List<Callable<Integer>> work = IntStream.range(0, 60)
                .<Callable<Integer>>mapToObj(i -> {
                    AccountKey key = new AccountKey(first.userId(), "a" + i % 6);
                    AccountState next = any(key, random, i);
                    return () -> await(() -> ledger().change(
                                    key,
                                    Scope.ofTrades(Set.of()),
                                    book -> new Decision<>(
                                            i, new Changes(next, List.of(), List.of(), List.of(), List.of(), null))));
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            assertThat(threads.invokeAll(work))
                    .allSatisfy(done -> assertThat(done.resultNow()).isNotNull());
        }
        List<AccountState> accounts = await(() -> ledger().accounts(first.userId()));
        Overview all = await(() -> ledger().overview(first.userId(), null, 5));
        assertThat(all.accounts()).isEqualTo(accounts).hasSize(6);
        assertThat(all.summary()).isEqualTo(UserSummary.of(accounts));
        Overview one = await(() -> ledger().overview(first.userId(), "a3", 5));
        assertThat(one.accounts()).singleElement().isEqualTo(accounts.get(3));
        assertThat(one.summary()).isEqualTo(UserSummary.of(accounts.subList(3, 4)));
    }

    @Test
    default void anOverviewHasTheNewestRowsAndStrangersHaveNone() {
        AccountKey key = newAccount();
        Changes changes = everything(key);
        change(key, book -> new Decision<>("", changes));
        Overview overview = await(() -> ledger().overview(key.userId(), null, 2));
        assertThat(overview.newest()).isEqualTo(changes.events().reversed().subList(0, 2));
        assertThat(overview.summary().totalSyncs()).isEqualTo(9);
        Overview nobodys = await(() -> ledger().overview(UUID.randomUUID(), null, 2));
        assertThat(nobodys).isEqualTo(new Overview(UserSummary.NONE, List.of(), List.of()));
    }

    private static AccountState any(AccountKey key, Random random, int number) {
        boolean synced = random.nextInt(4) > 0;
        boolean failed = random.nextInt(3) == 0;
        SyncState sync = new SyncState(
                null,
                synced ? AT.plusSeconds(random.nextInt(3)) : null,
                synced ? (long) number : null,
                number,
                failed ? RunResult.FAILED : RunResult.ACCEPTED,
                failed && random.nextBoolean() ? "why " + number : null,
                null);
        Counts counts = new Counts(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(3));
        return new AccountState(key, "demo", null, null, sync, counts, DrawdownState.INITIAL);
    }

    @Test
    default void aReaderThatWasSucceededChangesNothingAnyMore() {
        AccountKey key = newAccount();
        String feed = "feed-" + key.userId().toString().substring(0, 8);
        Scope first = Scope.ofTrades(Set.of()).under(new Tenure(feed, 7));
        Scope second = Scope.ofTrades(Set.of()).under(new Tenure(feed, 9));
        for (Scope scope : List.of(first, first, second, second)) {
            await(() -> ledger().change(key, scope, book -> new Decision<>("", Changes.NONE)));
        }
        assertThatThrownBy(() -> await(() -> ledger().change(key, first, book -> {
                    throw new AssertionError("it must not even be asked");
                })))
                .hasMessageContaining("was succeeded by 9");
        Scope other = Scope.ofTrades(Set.of()).under(new Tenure(feed + "x", 1));
        String answer = await(() -> ledger().change(key, other, book -> new Decision<>("done", Changes.NONE)));
        assertThat(answer).isEqualTo("done");
    }

    private void change(AccountKey key, Function<AccountBook, Decision<String>> decide) {
        assertThat(await(() -> ledger().change(key, Scope.ofTrades(Set.of()), decide)))
                .isNotNull();
    }

    private AccountBook look(AccountKey key, Scope scope) {
        return await(() -> ledger().change(key, scope, book -> new Decision<>(book, Changes.NONE)));
    }

    private List<Long> tickets(UUID user, @Nullable String account, @Nullable String symbol) {
        return await(() -> ledger().openPositions(user, account, symbol)).stream()
                .map(PositionState::ticket)
                .toList();
    }

    private static AccountKey newAccount() {
        return new AccountKey(UUID.randomUUID(), "main");
    }

    private static Changes positions(PositionState... states) {
        return new Changes(null, List.of(states), List.of(), List.of(), List.of(), null);
    }

    private static Changes everything(AccountKey key) {
        TradeRecord trade = new TradeRecord(
                key,
                new BotTrade(
                        "t-1",
                        TradeMode.LIVE,
                        TradeStatus.OPEN,
                        terms("EURUSD"),
                        Long.MAX_VALUE,
                        "o-1",
                        new Exit(new BigDecimal("1.20"), AT, new BigDecimal("-3.10")),
                        "sig",
                        "app"),
                AT,
                2,
                CloseReason.BROKER_CLOSED,
                AT,
                AT);
        RunRecord run = new RunRecord(
                key,
                "s-1",
                "0".repeat(64),
                AT,
                AT,
                AT,
                12,
                RunResult.FAILED,
                "why",
                new RunCounts(1, 2, 3, 4, 5, 6, 7));
        return new Changes(
                state(key),
                List.of(position(key, 7, "EURUSD", PositionStatus.OPEN)),
                List.of(trade),
                events(key, 3),
                List.of(new CashFlow(key, 77, new BigDecimal("1000.50"), AT)),
                new StoredRun(UUID.randomUUID(), run));
    }

    private static AccountState state(AccountKey key) {
        return new AccountState(
                key,
                "demo",
                "USD",
                new Funds(new BigDecimal("10000.00"), new BigDecimal("-0.50"), null),
                new SyncState(AT, AT, 5L, 9, RunResult.ACCEPTED, null, AT),
                new Counts(1, 2, 3, 4, 5),
                new DrawdownState(new BigDecimal("12345678901234567890.123456789"), AlertLevel.CRITICAL, AT));
    }

    private static Terms terms(String symbol) {
        return new Terms(
                symbol, Side.SELL, new BigDecimal("0.10"), new BigDecimal("1.1408"), AT, new BigDecimal("1.1"), null);
    }

    private static PositionState position(AccountKey key, long ticket, String symbol, PositionStatus status) {
        boolean closed = status == PositionStatus.CLOSED;
        PositionState state = new PositionState(
                key,
                "demo",
                ticket,
                terms(symbol),
                closed ? null : new Mark(new BigDecimal("1.1426"), new BigDecimal("185.00"), "pnl_mismatch"),
                new Verdict(
                        status,
                        MatchState.DIVERGENT,
                        true,
                        DivergenceReason.TP_MISMATCH,
                        "differs",
                        new BigDecimal("1.5"),
                        "t-1"),
                closed ? new Ending(CloseReason.CLOSING_DEAL, new BigDecimal("1.2"), null, AT) : null,
                AT);
        return state.resolved(
                state.verdict(),
                new Resolution(Resolution.How.ACKNOWLEDGE, "differs", "as it is", key.userId(), AT),
                AT);
    }

    private static List<Logged> events(AccountKey key, int count) {
        TimeUuid ids = new TimeUuid(AT, new Random(key.userId().getLeastSignificantBits()));
        EventSubject subject = new EventSubject(
                key.userId(),
                key.account(),
                UUID.randomUUID(),
                null,
                "app",
                7L,
                "EURUSD",
                Side.BUY,
                BigDecimal.ONE,
                new BigDecimal("1.1"),
                null,
                null,
                null);
        EventFinding finding = new EventFinding(
                MatchState.MATCHED,
                null,
                new BigDecimal("0.5"),
                null,
                null,
                null,
                new BigDecimal("1.25"),
                EventKind.GUARD_TRIGGER,
                EventStatus.PARTIAL,
                "text",
                "rate_unknown");
        return IntStream.range(0, count)
                .mapToObj(i -> new Logged(ids.next(), new LogEntry(subject, finding, AT, AT.plusSeconds(i / 2), AT)))
                .toList();
    }
}
