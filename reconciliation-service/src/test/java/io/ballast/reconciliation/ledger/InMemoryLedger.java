// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.outbox.InMemoryOutbox;
import io.ballast.common.outbox.OutboxStore;
import io.ballast.common.testing.ManualTime;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.Changes.CashFlow;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.Ledger.Overview;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.Ledger.SucceededException;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.ballast.reconciliation.ledger.LogEntry.EventSubject;
import io.ballast.reconciliation.ledger.LogEntry.EventType;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ledger that forgets everything at the end; what PostgreSQL does in transactions it does under one lock. */
public final class InMemoryLedger implements Ledger {

    private record RunKey(AccountKey account, String snapshotId) {}

    private final Map<AccountKey, AccountState> accounts = new HashMap<>();
    private final Map<UUID, PositionState> positions = new HashMap<>();
    private final Map<UUID, TradeRecord> trades = new HashMap<>();
    private final Map<RunKey, StoredRun> runs = new HashMap<>();
    private final Map<UUID, CashFlow> cashFlows = new HashMap<>();
    private final Map<String, Long> tenures = new HashMap<>();
    private final List<Logged> log = new ArrayList<>();
    private final List<Audit> audits = new ArrayList<>();
    private final List<ChangeEvents> meanings;
    private final InMemoryOutbox outbox = new InMemoryOutbox(new ManualTime());

    public InMemoryLedger() {
        this(List.of());
    }

    InMemoryLedger(List<ChangeEvents> meanings) {
        this.meanings = meanings;
    }

    /** Oldest first. */
    public synchronized List<Audit> audits() {
        return List.copyOf(audits);
    }

    OutboxStore outbox() {
        return outbox;
    }

    @Override
    public <T> Uni<T> change(AccountKey key, Scope scope, Function<AccountBook, Decision<T>> decide) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                check(scope.tenure());
                Decision<T> decision = decide.apply(book(key, scope));
                write(key, decision.changes());
                return decision.answer();
            }
        });
    }

    private void check(@Nullable Tenure tenure) {
        if (tenure != null) {
            long newest = tenures.getOrDefault(tenure.feed(), tenure.epoch());
            if (newest > tenure.epoch()) {
                throw new SucceededException(tenure, newest);
            }
            tenures.put(tenure.feed(), tenure.epoch());
        }
    }

    private AccountBook book(AccountKey key, Scope scope) {
        Set<Long> tickets = new HashSet<>(scope.tickets());
        Set<String> ids = new HashSet<>(scope.tradeIds());
        positions.values().stream()
                .filter(p ->
                        p.key().equals(key) && (p.open() || scope.positions().contains(p.id())))
                .forEach(p -> {
                    tickets.add(p.ticket());
                    ids.add(p.verdict().tradeId());
                });
        return new AccountBook(
                accounts.get(key),
                scope.snapshotId() == null ? null : runs.get(new RunKey(key, scope.snapshotId())),
                positions.values().stream()
                        .filter(p -> p.key().equals(key)
                                && (p.open() || scope.positions().contains(p.id())))
                        .toList(),
                trades.values().stream()
                        .filter(t -> t.key().equals(key) && seen(t.trade(), ids, tickets))
                        .toList(),
                cashFlows.values().stream()
                        .filter(f -> f.key().equals(key))
                        .map(CashFlow::dealId)
                        .filter(scope.cashDeals()::contains)
                        .collect(Collectors.toSet()));
    }

    private static boolean seen(BotTrade trade, Set<String> ids, Set<Long> tickets) {
        return trade.status() == TradeStatus.OPEN
                || ids.contains(trade.tradeId())
                || (trade.ticket() != null && tickets.contains(trade.ticket()));
    }

    private void write(AccountKey key, Changes changes) {
        if (changes.events().stream().anyMatch(log::contains)) {
            throw new IllegalStateException("a log row is there already");
        }
        InMemoryOutbox.Transaction transaction = outbox.begin();
        for (ChangeEvents meaning : meanings) {
            meaning.of(changes, null).forEach(outgoing -> transaction.write(outgoing.topic(), outgoing.event()));
        }
        transaction.commit();
        if (changes.account() != null) {
            accounts.put(key, changes.account());
        }
        changes.positions().forEach(p -> positions.put(p.id(), p));
        changes.trades().forEach(t -> trades.put(key.idOf(t.trade().tradeId()), t));
        changes.cashFlows().forEach(f -> cashFlows.put(key.idOf("cash/" + f.dealId()), f));
        log.addAll(changes.events());
        audits.addAll(changes.audits());
        StoredRun run = changes.run();
        if (run != null) {
            runs.put(new RunKey(key, run.run().snapshotId()), run);
        }
    }

    @Override
    public synchronized Uni<List<AccountState>> accounts(UUID userId) {
        return Uni.createFrom()
                .item(accounts.values().stream()
                        .filter(a -> a.key().userId().equals(userId))
                        .sorted(Comparator.comparing(a -> a.key().account()))
                        .toList());
    }

    @Override
    public synchronized Uni<Overview> overview(UUID userId, @Nullable String account, int newest) {
        return accounts(userId, account).chain(told -> events(EventQuery.newest(userId, account, newest))
                .map(rows -> new Overview(UserSummary.of(told), told, rows)));
    }

    @Override
    public synchronized Uni<List<PositionState>> openPositions(
            UUID userId, @Nullable String account, @Nullable String symbol) {
        return Uni.createFrom()
                .item(positions.values().stream()
                        .filter(p -> p.open() && p.key().userId().equals(userId))
                        .filter(p -> account == null || p.key().account().equals(account))
                        .filter(p -> symbol == null || p.terms().symbol().equals(symbol))
                        .sorted(Comparator.comparing(
                                        (PositionState p) -> p.key().account())
                                .thenComparing(PositionState::ticket))
                        .toList());
    }

    @Override
    public synchronized Uni<@Nullable PositionState> position(UUID userId, UUID positionId) {
        PositionState position = positions.get(positionId);
        return Uni.createFrom().item(position != null && position.key().userId().equals(userId) ? position : null);
    }

    @Override
    public synchronized Uni<List<Logged>> events(EventQuery query) {
        return Uni.createFrom()
                .item(log.stream()
                        .filter(logged -> matches(logged.entry().subject(), query) && typed(logged.entry(), query))
                        .filter(logged -> query.before() == null || after(logged, query.before()))
                        .sorted(Logged.NEWEST_FIRST)
                        .limit(query.limit())
                        .toList());
    }

    private static boolean matches(EventSubject subject, EventQuery query) {
        return subject.userId().equals(query.userId())
                && (query.account() == null || query.account().equals(subject.accountId()))
                && (query.ticket() == null || Objects.equals(query.ticket(), subject.mt5PositionId()))
                && (query.symbol() == null || Objects.equals(query.symbol(), subject.symbol()));
    }

    private static boolean typed(LogEntry entry, EventQuery query) {
        return (query.type() == null || query.type() == EventType.of(entry))
                && (query.from() == null || !entry.createdAt().isBefore(query.from()))
                && (query.to() == null || entry.createdAt().isBefore(query.to()));
    }

    private static boolean after(Logged logged, EventQuery.Cursor cursor) {
        int order = logged.entry().createdAt().compareTo(cursor.createdAt());
        return order < 0
                || (order == 0 && logged.id().toString().compareTo(cursor.id().toString()) < 0);
    }
}
