// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryPassTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final int BATCH = 10;

    private static Vertx vertx;
    private static EmbeddedPostgres postgres;
    private static Pool pool;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        vertx = Vertx.vertx();
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"))
                .using(vertx)
                .build());
    }

    @AfterAll
    static void stop() throws IOException {
        pool.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        run(
                "TRUNCATE reconciliation_logs, reconciliation_runs, position_state, bot_trades, trade_totals, audit, erasure_confirmation");
    }

    @Test
    void wholeMonthsGoAndTheOthersStay() {
        for (String month : List.of("2025_03", "2025_04", "2025_05", "2026_06")) {
            String first = month.replace('_', '-') + "-01";
            run(
                    "CREATE TABLE reconciliation_logs_%s PARTITION OF reconciliation_logs FOR VALUES FROM ('%s 00:00+00') TO (timestamptz '%s 00:00+00' + interval '1 month')"
                            .formatted(month, first, first));
        }
        logs("2025-03-15", "2025-04-15", "2025-05-15", "2026-06-01");
        logs("2019-01-01", "2019-01-02"); // in the default partition
        pass(Optional.empty(), () -> false);
        assertThat(strings("SELECT created_at::date::text FROM reconciliation_logs ORDER BY 1"))
                .containsExactly("2025-05-15", "2026-06-01"); // 400 days before are 2025-05-11: May is not over then
        assertThat(
                        strings(
                                "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'reconciliation_logs'::regclass ORDER BY 1"))
                .containsExactly(
                        "reconciliation_logs_2025_05", "reconciliation_logs_2026_06", "reconciliation_logs_default");
    }

    @Test
    void whatIsOverGoesInBatchesAndWhatIsOpenStays() {
        for (int i = 0; i < 3 * BATCH + 1; i++) {
            runs("old-" + i, "2026-01-01");
            position(i, "closed", "'2025-01-01'");
        }
        runs("new", "2026-06-01");
        position(100, "open", "NULL");
        position(101, "closed", "'2026-06-01'");
        run(
                "INSERT INTO audit (id, at, action, subject) VALUES (gen_random_uuid(), '2024-01-01', 'x', 'old'), (gen_random_uuid(), '2026-01-01', 'x', 'new')");
        run(
                "INSERT INTO erasure_confirmation VALUES ('a', gen_random_uuid(), gen_random_uuid(), '2026-06-15 11:59Z'), ('b', gen_random_uuid(), gen_random_uuid(), '2026-06-15 12:01Z')");
        trade("t-old", "closed", "2020-01-01");

        pass(Optional.empty(), () -> false);
        assertThat(strings("SELECT snapshot_id FROM reconciliation_runs")).containsExactly("new");
        assertThat(strings("SELECT ticket::text FROM position_state ORDER BY 1"))
                .containsExactly("100", "101");
        assertThat(strings("SELECT subject FROM audit")).containsExactly("new");
        assertThat(strings("SELECT trim(token_hash) FROM erasure_confirmation")).containsExactly("b");
        assertThat(strings("SELECT trade_id FROM bot_trades")).containsExactly("t-old");
    }

    @Test
    void closedTradesGoWhereThatIsWantedAndOutOfTheTotalsToo() {
        trade("t-open", "open", "2020-01-01");
        for (int i = 0; i < BATCH + 3; i++) {
            trade("t-" + i, "closed", "2025-01-0" + (1 + i % 9));
        }
        trade("t-new", "closed", "2026-06-01");
        run(
                "SELECT refresh_trade_totals(user_id, array_agg(floor(extract(epoch FROM effective_at))::bigint)) FROM bot_trades GROUP BY user_id");
        assertThat(strings("SELECT sum(closed)::text FROM trade_totals WHERE mode = 'ALL' AND level = 4"))
                .containsExactly(String.valueOf(BATCH + 4));
        pass(Optional.of(Duration.ofDays(100)), () -> false);
        assertThat(strings("SELECT trade_id FROM bot_trades ORDER BY 1")).containsExactly("t-new", "t-open");
        assertThat(strings("SELECT sum(closed)::text FROM trade_totals WHERE mode = 'ALL' AND level = 4"))
                .containsExactly("1");
    }

    @Test
    void whoLostTheLeaseStopsBetweenTransactions() {
        for (int i = 0; i < 3 * BATCH; i++) {
            runs("old-" + i, "2026-01-01");
        }
        AtomicInteger asked = new AtomicInteger();
        pass(Optional.empty(), () -> asked.incrementAndGet() > 2);
        assertThat(strings("SELECT count(*)::text FROM reconciliation_runs"))
                .containsExactly(String.valueOf(2 * BATCH));
    }

    private static void pass(Optional<Duration> trades, BooleanSupplier ended) {
        HistoryTables.Limit none = new HistoryTables.Limit() {
            @Override
            public <T> Uni<T> call(Supplier<Uni<T>> work) {
                return work.get();
            }
        };
        new HistoryPass(new HistoryTables(pool, none), new Keep(trades), ended)
                .run(NOW)
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    /** The defaults, with small batches. */
    private record Keep(Optional<Duration> trades) implements HistoryConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration interval() {
            return Duration.ofHours(1);
        }

        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public Duration logs() {
            return Duration.ofDays(400);
        }

        @Override
        public Duration runs() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration positions() {
            return Duration.ofDays(400);
        }

        @Override
        public Duration audit() {
            return Duration.ofDays(730);
        }
    }

    private static void logs(String... days) {
        for (String day : days) {
            run(
                    "INSERT INTO reconciliation_logs (id, user_id, account_id, matched, event_type, status, occurred_at, created_at, updated_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'main', 0, 'sync', 'success', '%1$s Z', '%1$s Z', '%1$s Z')"
                            .formatted(day));
        }
    }

    private static void runs(String id, String day) {
        run(
                "INSERT INTO reconciliation_runs VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'main', '%1$s', 'x', '%2$s', '%2$s', '%2$s', 1, 'accepted', NULL, 0, 0, 0, 0, 0, 0, 0)"
                        .formatted(id, day));
    }

    private static void position(int ticket, String status, String closedAt) {
        run(
                "INSERT INTO position_state (id, user_id, account, broker, ticket, symbol, direction, volume, entry_price, entry_time, status, matched, at_broker, closed_at, updated_at) VALUES (gen_random_uuid(), gen_random_uuid(), 'main', 'default', %d, 'EURUSD', 'buy', 1, 1, now(), '%s', 1, true, %s, now())"
                        .formatted(ticket, status, closedAt));
    }

    private static void trade(String id, String status, String day) {
        run(
                "INSERT INTO bot_trades (id, user_id, account, trade_id, mode, status, symbol, direction, volume, entry_price, entry_time, exit_time, realized_pnl, changed_at, missed_runs, created_at, updated_at) VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'main', '%1$s', 'LIVE', '%2$s', 'EURUSD', 'buy', 1, 1, '%3$s', '%3$s', 1, '%3$s', 0, '%3$s', '%3$s')"
                        .formatted(id, status, day));
    }

    private static void run(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static List<String> strings(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
