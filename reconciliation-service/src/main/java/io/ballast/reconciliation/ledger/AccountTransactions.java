// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.observability.Tracing;
import io.ballast.reconciliation.ledger.BotTrade.TradeStatus;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.ChangeEvents;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an account under its lock, and writes what was decided. Must be called inside a transaction. */
@ApplicationScoped
class AccountTransactions {

    /** A transaction-level lock needs no session of its own, so it works behind a transaction-pooling proxy too. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:account, 0)) as varchar)";

    private final Repositories.Accounts accounts;
    private final Repositories.Positions positions;
    private final Repositories.Trades trades;
    private final Repositories.CashFlows cashFlows;
    private final Repositories.Runs runs;
    private final Tenures tenures;
    private final Summaries summaries;
    private final List<ChangeEvents> meanings;

    AccountTransactions(
            Repositories.Accounts accounts,
            Repositories.Positions positions,
            Repositories.Trades trades,
            Repositories.CashFlows cashFlows,
            Repositories.Runs runs,
            Tenures tenures,
            Summaries summaries,
            @All List<ChangeEvents> meanings) {
        this.accounts = accounts;
        this.positions = positions;
        this.trades = trades;
        this.cashFlows = cashFlows;
        this.runs = runs;
        this.tenures = tenures;
        this.summaries = summaries;
        this.meanings = meanings;
    }

    <T> Uni<Decision<T>> change(AccountKey key, Scope scope, Function<AccountBook, Decision<T>> decide) {
        return lock(key)
                .chain(() -> tenures.check(scope.tenure()))
                .chain(() -> load(key, scope))
                .chain(rows -> {
                    Decision<T> decision = decide.apply(rows.book());
                    return write(rows, decision.changes()).replaceWith(decision);
                });
    }

    private static Uni<?> lock(AccountKey key) {
        return Panache.getSession().chain(session -> session.createNativeQuery(LOCK, String.class)
                .setParameter("account", key.userId() + "/" + key.account())
                .getSingleResult());
    }

    /** The managed rows behind an {@link AccountBook}; only used by the one transaction that loaded them. */
    private static final class Rows {

        @Nullable
        AccountEntity account;

        @Nullable
        RunEntity run;

        final Map<UUID, PositionEntity> positions = new HashMap<>();
        final Map<UUID, TradeEntity> trades = new HashMap<>();
        Set<Long> cashDeals = Set.of();

        AccountBook book() {
            return new AccountBook(
                    account == null ? null : account.state,
                    run == null ? null : new StoredRun(run.runId, run.run),
                    positions.values().stream().map(row -> row.state).toList(),
                    trades.values().stream().map(row -> row.state).toList(),
                    cashDeals);
        }
    }

    private Uni<Rows> load(AccountKey key, Scope scope) {
        Rows rows = new Rows();
        return accounts.findById(key.id())
                .invoke(row -> rows.account = row)
                .chain(() -> run(key, scope.snapshotId()))
                .invoke(row -> rows.run = row)
                .chain(() -> positions.list(
                        "state.key.userId = ?1 and state.key.account = ?2 and state.verdict.status <> ?3",
                        key.userId(),
                        key.account(),
                        PositionStatus.CLOSED))
                .invoke(found -> found.forEach(row -> rows.positions.put(row.id, row)))
                .chain(() -> more(
                        scope.positions().stream()
                                .filter(id -> !rows.positions.containsKey(id))
                                .toList(),
                        ids -> positions.list("id in ?1", ids)))
                .invoke(found -> found.forEach(row -> rows.positions.put(row.id, row)))
                .chain(() -> trades.list(
                        "state.key.userId = ?1 and state.key.account = ?2 and state.trade.status = ?3",
                        key.userId(),
                        key.account(),
                        TradeStatus.OPEN))
                .invoke(found -> found.forEach(row -> rows.trades.put(row.id, row)))
                .chain(() -> more(
                        tradeIds(scope, rows)
                                .map(key::idOf)
                                .filter(id -> !rows.trades.containsKey(id))
                                .toList(),
                        ids -> trades.list("id in ?1", ids)))
                .invoke(found -> found.forEach(row -> rows.trades.put(row.id, row)))
                .chain(() -> more(
                        tickets(scope, rows),
                        tickets -> trades.list(
                                "state.key.userId = ?1 and state.key.account = ?2 and state.trade.ticket in ?3",
                                key.userId(),
                                key.account(),
                                tickets)))
                .invoke(found -> found.forEach(row -> rows.trades.put(row.id, row)))
                .chain(() -> more(
                        scope.cashDeals().stream()
                                .map(deal -> key.idOf("cash/" + deal))
                                .toList(),
                        ids -> cashFlows.list("id in ?1", ids)))
                .map(found -> {
                    rows.cashDeals =
                            found.stream().map(row -> row.flow.dealId()).collect(Collectors.toSet());
                    return rows;
                });
    }

    private Uni<@Nullable RunEntity> run(AccountKey key, @Nullable String snapshotId) {
        return snapshotId == null
                ? Uni.createFrom().nullItem()
                : runs.find(
                                "run.key.userId = ?1 and run.key.account = ?2 and run.snapshotId = ?3",
                                key.userId(),
                                key.account(),
                                snapshotId)
                        .firstResult();
    }

    /** Trades asked for, and those that open positions were found to be, whether or not they name a ticket. */
    private static Stream<String> tradeIds(Scope scope, Rows rows) {
        return Stream.concat(
                        scope.tradeIds().stream(),
                        rows.positions.values().stream()
                                .map(row -> row.state.verdict().tradeId())
                                .filter(Objects::nonNull))
                .distinct();
    }

    /** Tickets asked for or of open positions that no open trade names: only these can belong to a closed trade. */
    private static List<Long> tickets(Scope scope, Rows rows) {
        Set<Long> wanted = new HashSet<>(scope.tickets());
        rows.positions.values().forEach(row -> wanted.add(row.state.ticket()));
        Set<Long> open = rows.trades.values().stream()
                .map(row -> row.state.trade().ticket())
                .filter(ticket -> ticket != null)
                .collect(Collectors.toSet());
        return wanted.stream().filter(ticket -> !open.contains(ticket)).toList();
    }

    private static <K, E> Uni<List<E>> more(List<K> keys, Function<List<K>, Uni<List<E>>> query) {
        return keys.isEmpty() ? Uni.createFrom().item(List.of()) : query.apply(keys);
    }

    /** Managed rows are replaced in place and written at the commit; new ones are added in one go, so in batches. */
    private Uni<Void> write(Rows rows, Changes changes) {
        List<Object> added = new ArrayList<>();
        AccountState account = changes.account();
        if (account != null) {
            if (rows.account == null) {
                added.add(new AccountEntity(account.key().id(), account));
            } else {
                rows.account.state = account;
            }
        }
        for (PositionState state : changes.positions()) {
            PositionEntity row = rows.positions.get(state.id());
            if (row == null) {
                added.add(new PositionEntity(state.id(), state));
            } else {
                row.state = state;
            }
        }
        TradeTotalsTable totals = new TradeTotalsTable();
        for (TradeRecord state : changes.trades()) {
            UUID id = state.id();
            TradeEntity row = rows.trades.get(id);
            totals.replaced(row == null ? null : row.state, state);
            if (row == null) {
                added.add(new TradeEntity(id, state));
            } else {
                row.state = state;
            }
        }
        changes.events().forEach(logged -> added.add(new LogEntity(logged.id(), logged.entry())));
        changes.cashFlows()
                .forEach(flow -> added.add(new CashFlowEntity(flow.key().idOf("cash/" + flow.dealId()), flow)));
        StoredRun run = changes.run();
        if (run != null) {
            added.add(new RunEntity(run.runId(), run.run()));
        }
        changes.audits().forEach(audit -> added.add(new AuditEntity(UUID.randomUUID(), audit)));
        Span span = Span.current();
        String traceparent = span.getSpanContext().isSampled() ? Tracing.traceparent(span) : null;
        for (ChangeEvents meaning : meanings) {
            meaning.of(changes, traceparent).forEach(outgoing -> added.add(new OutboxEntity(outgoing)));
        }
        return persist(added)
                .chain(totals::refresh)
                .chain(() -> account == null
                        ? Uni.createFrom().voidItem()
                        : summaries.sumUp(account.key().userId()));
    }

    private static Uni<Void> persist(Collection<Object> added) {
        return added.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession().chain(session -> session.persistAll(added.toArray()));
    }
}
