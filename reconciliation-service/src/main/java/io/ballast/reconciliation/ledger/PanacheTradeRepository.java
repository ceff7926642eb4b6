// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.BotTrade.TradeMode;
import io.ballast.reconciliation.storage.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Trades in PostgreSQL: pages along an index, sums from {@code trade_totals}. */
@ApplicationScoped
class PanacheTradeRepository implements TradeRepository {

    private static final String NEWEST_FIRST = " order by effectiveAt desc, id desc";

    private final Database database;
    private final Repositories.Accounts accounts;
    private final Repositories.Trades trades;

    PanacheTradeRepository(Database database, Repositories.Accounts accounts, Repositories.Trades trades) {
        this.database = database;
        this.accounts = accounts;
        this.trades = trades;
    }

    @Override
    public Uni<List<TradeRecord>> trades(TradeQuery query) {
        TradeFilter filter = query.filter();
        Conditions where = new Conditions("state.key.userId = :user");
        where.with("user", query.userId());
        where.and("state.trade.mode = :mode", "mode", filter.mode());
        where.and("state.trade.status = :status", "status", filter.status());
        where.and("state.trade.dealt.symbol = :symbol", "symbol", filter.symbol());
        where.and("state.key.account = :account", "account", filter.account());
        where.and("effectiveAt >= :from", "from", filter.from());
        Place before = query.before();
        if (before != null) {
            // the first half says it in a way that lets the index begin there
            where.and("effectiveAt <= :at and (effectiveAt < :at or id < :id)", "at", before.effectiveAt());
            where.with("id", before.id());
        }
        return read(query.userId(), () -> trades.find(where.text() + NEWEST_FIRST, where.values())
                        .page(Page.ofSize(query.limit()))
                        .list())
                .map(rows -> rows.stream().map(row -> row.state).toList());
    }

    @Override
    public Uni<@Nullable TradeRecord> trade(UUID userId, String id) {
        return read(userId, () -> accounts.list("state.key.userId", userId)
                        .chain(known -> find(userId, ids(known, id))))
                .map(row -> row == null ? null : row.state);
    }

    private Uni<@Nullable TradeEntity> find(UUID userId, Set<UUID> ids) {
        return trades.find("state.key.userId = ?1 and id in ?2" + NEWEST_FIRST, userId, ids)
                .firstResult();
    }

    /** The bot's id makes a row's id together with the account. */
    private static Set<UUID> ids(List<AccountEntity> accounts, String id) {
        Set<UUID> ids = new HashSet<>();
        accounts.forEach(account -> ids.add(account.state.key().idOf(id)));
        try {
            ids.add(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            // then it can only be the bot's
        }
        return ids;
    }

    @Override
    public Uni<TradeTotals> totals(UUID userId, @Nullable TradeMode mode, @Nullable Instant from) {
        return read(userId, () -> Panache.getSession()
                .chain(session -> from == null
                        ? buckets(session, userId, mode, TotalsSpan.EVERYTHING)
                        : since(session, userId, mode, from)));
    }

    private Uni<TradeTotals> since(Mutiny.Session session, UUID userId, @Nullable TradeMode mode, Instant from) {
        Conditions where = new Conditions("state.key.userId = :user and effectiveAt >= :from and effectiveAt < :to");
        where.with("user", userId);
        where.with("from", from);
        where.with("to", TotalsSpan.endOfFirstBucket(from));
        where.and("state.trade.mode = :mode", "mode", mode);
        return trades.list(where.text() + " order by effectiveAt, id", where.values())
                .map(rows -> rows.stream()
                        .map(row -> TradeTotals.of(row.state.trade()))
                        .reduce(TradeTotals.NONE, TradeTotals::then))
                .chain(first ->
                        buckets(session, userId, mode, TotalsSpan.after(from)).map(first::then));
    }

    private static Uni<TradeTotals> buckets(
            Mutiny.Session session, UUID userId, @Nullable TradeMode mode, TotalsSpan span) {
        return session.createNativeQuery(span.query(), Object[].class)
                .setParameter("user", userId)
                .setParameter("mode", mode == null ? "ALL" : mode.name())
                .getResultList()
                .map(rows -> rows.stream().map(TotalsSpan::read).reduce(TradeTotals.NONE, TradeTotals::then));
    }

    /** In a transaction too: a transaction-pooling proxy keeps to one server connection only within one. */
    private <T> Uni<T> read(UUID user, Supplier<Uni<T>> query) {
        return database.read(user, () -> Panache.withTransaction(query));
    }
}
