// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Figures for operators. Every part has its own time limit, and says so when it cannot be had. */
final class DatabaseStats {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String TABLES =
            """
            SELECT relname::text AS "table", pg_total_relation_size(relid) AS total_bytes,
                   pg_relation_size(relid) AS table_bytes, pg_indexes_size(relid) AS index_bytes,
                   n_live_tup AS rows_estimated
            FROM pg_stat_user_tables ORDER BY 2 DESC LIMIT 50""";
    /** Texts are normalised by the extension; those that could hold a password all the same are left out. */
    private static final String QUERIES =
            """
            SELECT left(query, 300) AS query, calls, total_exec_time / 1000 AS total_seconds,
                   mean_exec_time / 1000 AS mean_seconds, max_exec_time / 1000 AS max_seconds, rows
            FROM pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND query !~* 'password'
            ORDER BY mean_exec_time DESC LIMIT 10""";

    private final Server primary;
    private final @Nullable Server replica;
    private final Replication replication;
    private final DatabaseReport report;

    DatabaseStats(Server primary, @Nullable Server replica, Replication replication) {
        this.primary = primary;
        this.replica = replica;
        this.replication = replication;
        this.report = new DatabaseReport(primary, replica, replication);
    }

    Uni<Map<String, Object>> collect() {
        Server asked = primary.lane().up() || replica == null ? primary : replica;
        return Uni.combine()
                .all()
                .unis(rows(asked, TABLES), rows(asked, QUERIES))
                .with((tables, queries) -> {
                    Map<String, Object> stats = new LinkedHashMap<>();
                    stats.put("status", "ok");
                    stats.put("pools", pools());
                    stats.put("replication", replication());
                    stats.put("asked", asked.role().link());
                    stats.put("tables", tables);
                    stats.put("slowest_queries", queries);
                    return stats;
                });
    }

    private Map<String, Object> pools() {
        Map<String, Object> pools = new LinkedHashMap<>();
        pools.put("primary", pool(primary));
        if (replica != null) {
            pools.put("replica", pool(replica));
        }
        return pools;
    }

    /** Who waits is told by what is under way beyond the greatest size: every unit of work wants one connection. */
    private static Map<String, Object> pool(Server server) {
        int active = server.lane().active();
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("up", server.lane().up());
        pool.put("open", server.lane().up() ? server.lane().pool().size() : 0);
        pool.put("in_use", Math.min(active, server.maxSize()));
        pool.put("waiting", Math.max(0, active - server.maxSize()));
        pool.put("min_size", server.minSize());
        pool.put("max_size", server.maxSize());
        return pool;
    }

    private Map<String, Object> replication() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("configured", replica != null);
        told.put("reads_from", report.readsFrom());
        if (replica != null) {
            told.put("lag_seconds", replication.lag().toMillis() / 1000.0);
            told.put(
                    "primary_position",
                    replication.primaryPosition().map(WalPosition::toString).orElse(null));
            told.put("replayed_position", replication.replayed().toString());
        }
        return told;
    }

    /** The rows, or why there are none. */
    private static Uni<Object> rows(Server server, String sql) {
        return Uni.createFrom()
                .deferred(() -> {
                    Pool pool = server.lane().pool();
                    return UniHelper.toUni(pool.query(sql).execute());
                })
                .ifNoItem()
                .after(LIMIT)
                .failWith(() -> new TimeoutException("no answer within " + LIMIT.toMillis() + " ms"))
                .<Object>map(DatabaseStats::listed)
                .onFailure()
                .recoverWithItem(
                        failure -> Map.of("status", "unavailable", "cause", ConnectionFailures.cause(failure)));
    }

    private static List<Map<String, Object>> listed(RowSet<Row> rows) {
        List<Map<String, Object>> listed = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> each = new LinkedHashMap<>();
            for (int column = 0; column < row.size(); column++) {
                each.put(row.getColumnName(column), row.getValue(column));
            }
            listed.add(each);
        }
        return listed;
    }
}
