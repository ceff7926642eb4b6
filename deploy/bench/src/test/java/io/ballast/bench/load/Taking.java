// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many snapshots a second are taken in at most, against a plain batch insert of the very rows that they left: the
 * log, the outbox and the run inserted, the positions replaced, one transaction each, as many at a time.
 */
final class Taking {

    private static final int POSITIONS = 50;
    private static final int ACCOUNTS = 8;

    private final Suite suite;
    private final int seconds;

    Taking(Suite suite, int seconds) {
        this.suite = suite;
        this.seconds = seconds;
    }

    List<Finding> findings() {
        Traders traders = Traders.of(suite, ACCOUNTS, POSITIONS);
        inParallel(traders.all(), trader -> pushed(traders, trader, 3)); // warm
        double taken = inParallel(traders.all(), trader -> pushed(traders, trader, seconds)) / (double) seconds;
        double inserted = inParallel(traders.all(), trader -> inserted(trader.user())) / (double) seconds;
        return List.of(Finding.atLeast(
                String.format(
                        Locale.ROOT,
                        "snapshots of %d positions, all changed, %d accounts at once: %.1f/s against %.1f/s of plain"
                                + " batches of the same rows: share",
                        POSITIONS,
                        ACCOUNTS,
                        taken,
                        inserted),
                taken / inserted,
                0.5,
                ""));
    }

    private interface Work {
        long of(Traders.Trader trader) throws SQLException;
    }

    private static long inParallel(List<Traders.Trader> traders, Work work) {
        try (ExecutorService threads = Executors.newFixedThreadPool(traders.size())) {
            List<Callable<Long>> all = new ArrayList<>();
            traders.forEach(trader -> all.add(() -> work.of(trader)));
            long sum = 0;
            for (Future<Long> each : threads.invokeAll(all)) {
                sum += each.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static long pushed(Traders traders, Traders.Trader trader, int seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        long taken = 0;
        for (int move = 1; System.nanoTime() < until; move++) {
            taken += traders.taken(trader, move) ? 1 : 0;
        }
        return taken;
    }

    /** The rows of this user's newest run, again and again under new ids. */
    private long inserted(UUID user) throws SQLException {
        try (Connection connection = suite.database()) {
            connection.setAutoCommit(false);
            String run = "(select run_id from reconciliation_runs where user_id = '" + user
                    + "' order by ended_at desc limit 1)";
            Copies logs = new Copies(connection, "reconciliation_logs", "run_id = " + run);
            Copies runs = new Copies(connection, "reconciliation_runs", "run_id = " + run);
            Copies outbox = new Copies(
                    connection,
                    "outbox",
                    "user_id = '" + user + "' and id in (select id from reconciliation_logs where run_id = " + run
                            + ")");
            Copies positions = new Copies(connection, "position_state", "user_id = '" + user + "'");
            long done = 0;
            long until = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < until) {
                positions.replace();
                runs.insert();
                logs.insert();
                outbox.insert();
                connection.commit();
                done++;
            }
            return done;
        }
    }

    /** Rows of one table, read once. */
    private static final class Copies {

        private final List<String> columns = new ArrayList<>();
        private final List<Object[]> rows = new ArrayList<>();
        private final PreparedStatement insert;
        private final Connection connection;
        private final String table;
        private int made;

        Copies(Connection connection, String table, String condition) throws SQLException {
            this.connection = connection;
            this.table = table;
            try (PreparedStatement names = connection.prepareStatement(
                    "select column_name from information_schema.columns where table_name = ? and column_default is null"
                            + " and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position")) {
                names.setString(1, table);
                ResultSet result = names.executeQuery();
                while (result.next()) {
                    columns.add(result.getString(1));
                }
            }
            String list = String.join(", ", columns);
            try (PreparedStatement query =
                    connection.prepareStatement("select " + list + " from " + table + " where " + condition)) {
                ResultSet result = query.executeQuery();
                while (result.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = result.getObject(i + 1);
                    }
                    rows.add(row);
                }
            }
            if (rows.isEmpty()) {
                throw new IllegalStateException("the snapshots left no rows in " + table);
            }
            insert = connection.prepareStatement("insert into " + table + " (" + list + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
        }

        void insert() throws SQLException {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, fresh(columns.get(i), row[i]));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }

        /** What must be new is new: a log row's and an event's id, a run's id and its snapshot's name. */
        private Object fresh(String column, Object value) {
            boolean runs = table.equals("reconciliation_runs");
            if (column.equals("id") || runs && column.equals("run_id")) {
                return UUID.randomUUID();
            }
            return runs && column.equals("snapshot_id") ? "plain-" + made++ : value;
        }

        void replace() throws SQLException {
            try (PreparedStatement update = connection.prepareStatement(
                    "update position_state set stop_loss = ?, current_price = ?, unrealized_pnl = ?, updated_at = ?"
                            + " where id = ?")) {
                for (Object[] row : rows) {
                    int at = 1;
                    for (String column : List.of("stop_loss", "current_price", "unrealized_pnl", "updated_at", "id")) {
                        update.setObject(at++, row[columns.indexOf(column)]);
                    }
                    update.addBatch();
                }
                update.executeBatch();
            }
        }
    }
}
