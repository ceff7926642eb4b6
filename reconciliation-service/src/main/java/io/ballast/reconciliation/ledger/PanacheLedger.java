// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.common.outbox.Outbox;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.Ledger.EventQuery;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.LogEntry.EventKind;
import io.ballast.reconciliation.ledger.LogEntry.EventType;
import io.ballast.reconciliation.ledger.LogEntry.Logged;
import io.ballast.reconciliation.ledger.PositionState.MatchState;
import io.ballast.reconciliation.ledger.PositionState.PositionStatus;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL. */
@ApplicationScoped
class PanacheLedger implements Ledger {

    private final Database database;
    private final AccountTransactions transactions;
    private final Repositories.Accounts accounts;
    private final Repositories.Positions positions;
    private final Repositories.Logs logs;
    private final Summaries summaries;
    private final Outbox outbox;

    PanacheLedger(
            Database database,
            AccountTransactions transactions,
            Repositories.Accounts accounts,
            Repositories.Positions positions,
            Repositories.Logs logs,
            Summaries summaries,
            Outbox outbox) {
        this.database = database;
        this.transactions = transactions;
        this.accounts = accounts;
        this.positions = positions;
        this.logs = logs;
        this.summaries = summaries;
        this.outbox = outbox;
    }

    @Override
    public <T> Uni<T> change(AccountKey key, Scope scope, Function<AccountBook, Decision<T>> decide) {
        return database.write(
                        key.userId(), () -> Panache.withTransaction(() -> transactions.change(key, scope, decide)))
                .invoke(decision -> {
                    if (!decision.changes().events().isEmpty()) {
                        outbox.wake();
                    }
                })
                .map(Decision::answer);
    }

    @Override
    public Uni<List<AccountState>> accounts(UUID userId) {
        return read(userId, () -> accounts.list("state.key.userId = ?1 order by state.key.account", userId))
                .map(rows -> rows.stream().map(row -> row.state).toList());
    }

    @Override
    public Uni<Overview> overview(UUID userId, @Nullable String account, int newest) {
        return read(userId, () -> summaries.of(userId).chain(all -> {
            List<AccountState> told = all.accounts().stream()
                    .filter(a -> account == null || a.key().account().equals(account))
                    .toList();
            UserSummary summary = account == null ? all.summary() : UserSummary.of(told);
            return logged(EventQuery.newest(userId, account, newest)).map(rows -> new Overview(summary, told, rows));
        }));
    }

    @Override
    public Uni<List<PositionState>> openPositions(UUID userId, @Nullable String account, @Nullable String symbol) {
        Conditions where = new Conditions("state.key.userId = :user and state.verdict.status <> :closed");
        where.with("user", userId);
        where.with("closed", PositionStatus.CLOSED);
        where.and("state.key.account = :account", "account", account);
        where.and("state.dealt.symbol = :symbol", "symbol", symbol);
        return read(
                        userId,
                        () -> positions.list(
                                where.text() + " order by state.key.account, state.ticket", where.values()))
                .map(rows -> rows.stream().map(row -> row.state).toList());
    }

    @Override
    public Uni<@Nullable PositionState> position(UUID userId, UUID positionId) {
        return read(userId, () -> positions
                        .find("id = ?1 and state.key.userId = ?2", positionId, userId)
                        .firstResult())
                .map(row -> row == null ? null : row.state);
    }

    @Override
    public Uni<List<Logged>> events(EventQuery query) {
        return read(query.userId(), () -> logged(query));
    }

    private Uni<List<Logged>> logged(EventQuery query) {
        Conditions where = new Conditions("entry.subject.userId = :user");
        where.with("user", query.userId());
        where.and("entry.subject.accountId = :account", "account", query.account());
        where.and("entry.subject.mt5PositionId = :ticket", "ticket", query.ticket());
        where.and("entry.subject.symbol = :symbol", "symbol", query.symbol());
        where.and("entry.createdAt >= :from", "from", query.from());
        where.and("entry.createdAt < :to", "to", query.to());
        EventType type = query.type();
        if (type != null) {
            of(type, where);
        }
        EventQuery.Cursor before = query.before();
        if (before != null) {
            // the first half says it in a way that lets the index begin there
            where.and("entry.createdAt <= :at and (entry.createdAt < :at or id < :id)", "at", before.createdAt());
            where.with("id", before.id());
        }
        return logs.find(where.text() + " order by entry.createdAt desc, id desc", where.values())
                .page(Page.ofSize(query.limit()))
                .list()
                .map(rows ->
                        rows.stream().map(row -> new Logged(row.id, row.entry)).toList());
    }

    /** What {@link EventType#of} says, in the words of the partial indexes. */
    private static void of(EventType type, Conditions where) {
        String kind = "entry.finding.eventType = :kind";
        switch (type) {
            case POSITION_CLOSED -> where.and(kind, "kind", EventKind.CLOSE);
            case DRAWDOWN_ALERT ->
                where.and(kind + " and entry.subject.symbol is null", "kind", EventKind.GUARD_TRIGGER);
            case MARKET_CONDITION_ALERT ->
                where.and(kind + " and entry.subject.symbol is not null", "kind", EventKind.GUARD_TRIGGER);
            case POSITION_SYNCED -> seen(MatchState.UNMATCHED, where);
            case POSITION_MATCHED -> seen(MatchState.MATCHED, where);
            case DIVERGENCE_DETECTED -> seen(MatchState.DIVERGENT, where);
        }
    }

    private static void seen(MatchState matched, Conditions where) {
        where.and("entry.finding.eventType in :kinds", "kinds", List.of(EventKind.SYNC, EventKind.WARNING));
        where.and("entry.finding.matched = :matched", "matched", matched);
    }

    /** In a transaction too: a transaction-pooling proxy keeps to one server connection only within one. */
    private <T> Uni<T> read(UUID user, Supplier<Uni<T>> query) {
        return database.read(user, () -> Panache.withTransaction(query));
    }
}
