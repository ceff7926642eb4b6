// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.history;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deletes what is older than a moment, each time in one short transaction. */
final class HistoryTables {

    private static final Pattern PARTITION = Pattern.compile("reconciliation_logs_(\\d{4})_(\\d{2})");

    private static final String PARTITIONS =
            "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                    + " WHERE i.inhparent = 'reconciliation_logs'::regclass ORDER BY 1";

    /** Nobody waits behind a partition's end for longer than this; the next pass tries again. */
    private static final String IMPATIENT = "SET LOCAL lock_timeout = '1s'";

    private static final String TRADES =
            """
            WITH gone AS (
                DELETE FROM bot_trades WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM bot_trades WHERE status = 'closed' AND effective_at < $1
                    ORDER BY effective_at LIMIT $2))
                RETURNING user_id, floor(extract(epoch FROM effective_at))::bigint AS second)
            SELECT user_id, array_agg(DISTINCT second) AS seconds, count(*)::int AS rows FROM gone GROUP BY user_id""";

    /** Tables whose rows stand alone, with the column that says when they were over. */
    enum Table {
        LOG_WITHOUT_MONTH("reconciliation_logs_default", "created_at", ""),
        RUNS("reconciliation_runs", "ended_at", ""),
        POSITIONS("position_state", "closed_at", "status = 'closed' AND "),
        AUDIT("audit", "at", ""),
        CONFIRMATIONS("erasure_confirmation", "expires_at", "");

        private final String sql;

        Table(String name, String over, String which) {
            sql =
                    "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %3$s%2$s < $1 ORDER BY %2$s LIMIT $2))"
                            .formatted(name, over, which);
        }
    }

    /** How calls are limited in time. */
    interface Limit {
        <T> Uni<T> call(Supplier<Uni<T>> work);
    }

    private final Pool pool;
    private final Limit limit;

    HistoryTables(Pool pool, Limit limit) {
        this.pool = pool;
        this.limit = limit;
    }

    /** Up to {@code most} rows that were over before {@code before}. @return how many there were */
    Uni<Integer> delete(Table table, Instant before, int most) {
        return limit.call(() -> pool.withTransaction(connection -> connection
                .preparedQuery(table.sql)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), most))
                .map(RowSet::rowCount)));
    }

    /** Closed trades, and out of the totals in the same transaction. */
    Uni<Integer> deleteTrades(Instant before, int most) {
        return limit.call(() -> pool.withTransaction(connection -> connection
                .preparedQuery(TRADES)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), most))
                .chain(users -> refreshed(connection, users))));
    }

    private static Uni<Integer> refreshed(SqlConnection connection, RowSet<Row> users) {
        Uni<Integer> rows = Uni.createFrom().item(0);
        for (Row row : users) {
            rows = rows.chain(sum -> connection
                    .preparedQuery("SELECT refresh_trade_totals($1, $2)")
                    .execute(Tuple.of(row.getUUID("user_id"), row.getArrayOfLongs("seconds")))
                    .replaceWith(sum + row.getInteger("rows")));
        }
        return rows;
    }

    /** The log's months that were over before {@code before}, oldest first. */
    Uni<List<String>> monthsBefore(Instant before) {
        return limit.call(() -> pool.withTransaction(
                        connection -> connection.query(PARTITIONS).execute()))
                .map(rows -> {
                    List<String> old = new ArrayList<>();
                    for (Row row : rows) {
                        Matcher name = PARTITION.matcher(row.getString(0));
                        if (name.matches() && !end(name).isAfter(before)) {
                            old.add(row.getString(0));
                        }
                    }
                    return old;
                });
    }

    private static Instant end(Matcher name) {
        return YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** @param month as {@link #monthsBefore} named it */
    Uni<Void> drop(String month) {
        return limit.call(() -> pool.withTransaction(connection -> connection
                .query(IMPATIENT)
                .execute()
                .chain(() -> connection.query("DROP TABLE IF EXISTS " + month).execute())
                .replaceWithVoid()));
    }
}
