// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.erasure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The tables that hold something about users. Every call is one short transaction. */
final class ErasureTables {

    /** Those with a {@code user_id}; what others read from first. */
    static final List<String> TABLES = List.of(
            "account_state",
            "user_summary",
            "position_state",
            "bot_trades",
            "trade_totals",
            "cash_flows",
            "reconciliation_runs",
            "reconciliation_logs",
            "outbox",
            "audit");

    /** Counting goes no further: the figures are there to be looked at. */
    static final int COUNTED_TO = 100_000;

    private static final String LOCK =
            """
            SELECT cast(pg_advisory_xact_lock(hashtextextended(user_id::text || '/' || account, 0)) AS varchar)
            FROM (SELECT user_id, account FROM account_state WHERE user_id = $1 ORDER BY account) accounts""";

    /** How calls are limited in time. */
    interface Limit {
        <T> Uni<T> call(Supplier<Uni<T>> work);
    }

    private final Pool pool;
    private final Limit limit;

    ErasureTables(Pool pool, Limit limit) {
        this.pool = pool;
        this.limit = limit;
    }

    /** Rows of this user in each table that has any. */
    Uni<Map<String, Long>> count(UUID user) {
        return each(
                "SELECT count(*) FROM (SELECT 1 FROM %s WHERE user_id = $1 LIMIT " + COUNTED_TO + ") found",
                Tuple.of(user),
                rows -> rows.iterator().next().getLong(0));
    }

    /** The user's accounts and the symbols of positions: what answers are cached by. */
    Uni<Cached> cached(UUID user) {
        return run(
                        "SELECT account, symbol FROM position_state WHERE user_id = $1"
                                + " UNION SELECT account, NULL FROM account_state WHERE user_id = $1 LIMIT 10000",
                        Tuple.of(user))
                .map(rows -> {
                    Cached cached = new Cached(new LinkedHashSet<>(), new LinkedHashSet<>());
                    for (Row row : rows) {
                        cached.accounts.add(row.getString(0));
                        if (row.getString(1) != null) {
                            cached.symbols.add(row.getString(1));
                        }
                    }
                    return cached;
                });
    }

    /** What a user's cached answers are about. */
    record Cached(Set<String> accounts, Set<String> symbols) {}

    /** Where the user stands, in one transaction in which no run changes it: no answer shows a half of it. */
    Uni<Integer> forgetAccounts(UUID user) {
        return limit.call(() -> pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(user))
                .chain(() -> delete(connection, "account_state", user, ""))
                .chain(accounts -> delete(connection, "position_state", user, " AND status <> 'closed'")
                        .map(more -> accounts + more))
                .chain(some -> delete(connection, "bot_trades", user, " AND status = 'open'")
                        .map(more -> some + more))
                .chain(some -> delete(connection, "user_summary", user, "").map(more -> some + more))
                .chain(some -> delete(connection, "trade_totals", user, "").map(more -> some + more))));
    }

    private static Uni<Integer> delete(SqlConnection connection, String table, UUID user, String which) {
        return connection
                .preparedQuery("DELETE FROM " + table + " WHERE user_id = $1" + which)
                .execute(Tuple.of(user))
                .map(RowSet::rowCount);
    }

    /** Up to {@code most} rows of this user. @return how many there were */
    Uni<Integer> erase(String table, UUID user, int most) {
        // a row of a partitioned table has no place of its own; elsewhere the place is the shortest way
        String sql = table.equals("reconciliation_logs")
                ? "DELETE FROM reconciliation_logs WHERE (id, created_at) IN"
                        + " (SELECT id, created_at FROM reconciliation_logs WHERE user_id = $1 ORDER BY created_at LIMIT $2)"
                : "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE user_id = $1 LIMIT $2))"
                        .formatted(table);
        return run(sql, Tuple.of(user, most)).map(RowSet::rowCount);
    }

    Uni<Void> offer(String tokenHash, UUID user, UUID actor, Instant until) {
        return run(
                        "INSERT INTO erasure_confirmation (token_hash, user_id, actor, expires_at) VALUES ($1, $2, $3, $4)",
                        Tuple.of(tokenHash, user, actor, until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Whether this was shown to {@code actor} for {@code user} and is still valid; then it is until {@code until}. */
    Uni<Boolean> confirmed(String tokenHash, UUID user, UUID actor, Instant now, Instant until) {
        return run(
                        "UPDATE erasure_confirmation SET expires_at = $5"
                                + " WHERE token_hash = $1 AND user_id = $2 AND actor = $3 AND expires_at > $4",
                        Tuple.tuple(List.of(
                                tokenHash, user, actor, now.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Tells that somebody was erased, not who. */
    Uni<Void> audit(Instant at, UUID operator, boolean own, String subject, String what) {
        return run(
                        "INSERT INTO audit (id, at, actor, action, subject, state_after) VALUES ($1, $2, $3, $4, $5, $6)",
                        Tuple.tuple(new ArrayList<>(Arrays.asList(
                                UUID.randomUUID(),
                                at.atOffset(ZoneOffset.UTC),
                                own ? null : operator,
                                "user.erase",
                                subject,
                                what))))
                .replaceWithVoid();
    }

    private Uni<Map<String, Long>> each(String sql, Tuple parameters, Function<RowSet<Row>, Long> read) {
        Map<String, Long> result = new LinkedHashMap<>();
        return Multi.createFrom()
                .iterable(TABLES)
                .onItem()
                .transformToUniAndConcatenate(
                        table -> run(sql.formatted(table), parameters).map(read).invoke(count -> {
                            if (count > 0) {
                                result.put(table, count);
                            }
                        }))
                .collect()
                .last()
                .replaceWith(result);
    }

    private Uni<RowSet<Row>> run(String sql, Tuple parameters) {
        return limit.call(() ->
                pool.withTransaction(connection -> connection.preparedQuery(sql).execute(parameters)));
    }
}
