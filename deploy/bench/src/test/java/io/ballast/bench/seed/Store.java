// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The tables of the service, as its migrations made them. */
final class Store {

    /** Replicas of the service that make partitions take turns by it, and so do we. */
    private static final String PARTITION_LOCK = "select pg_advisory_xact_lock(727100)";

    private final Connection connection;

    Store(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        run("set synchronous_commit = off"); // a call that was cut off is repeated
    }

    boolean there(String table) throws SQLException {
        return text("select to_regclass(?)", table) != null;
    }

    /** The history in that account, or null if nothing is in it; fails if the account has a history of another kind. */
    @Nullable
    History history(UUID user, String account) throws SQLException {
        String runs = " from reconciliation_runs where user_id = ? and account = ? order by snapshot_id limit 1";
        String first = text("select snapshot_id" + runs, user, account);
        if (first == null) {
            if (text("select id from account_state where user_id = ? and account = ?", user, account) != null) {
                throw new IllegalStateException("the account '" + account + "' exists; take another name");
            }
            return null;
        }
        if (History.runOf(first) != 0) {
            throw new IllegalStateException("the account '" + account + "' has runs of its own; take another name");
        }
        try (PreparedStatement query = prepared("select ended_at" + runs, user, account);
                ResultSet result = query.executeQuery()) {
            result.next();
            return History.of(user, account, first, result.getTimestamp(1).toInstant());
        }
    }

    /** How many runs of the history are there. */
    long done(History history) throws SQLException {
        String last = text(
                "select snapshot_id from reconciliation_runs where user_id = ? and account = ?"
                        + " order by snapshot_id desc limit 1",
                history.user(),
                history.account());
        return last == null ? 0 : History.runOf(last) + 1;
    }

    boolean finished(History history) throws SQLException {
        return text("select id from account_state where user_id = ? and account = ?", history.user(), history.account())
                != null;
    }

    /** The partitions of the log from the first to the last month, named as the service names its own. */
    void partitions(Instant first, Instant last) throws SQLException {
        YearMonth end = YearMonth.from(last.atZone(ZoneOffset.UTC));
        for (YearMonth month = YearMonth.from(first.atZone(ZoneOffset.UTC));
                !month.isAfter(end);
                month = month.plusMonths(1)) {
            run(PARTITION_LOCK);
            run(("create table if not exists reconciliation_logs_%d_%02d partition of reconciliation_logs"
                            + " for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')")
                    .formatted(
                            month.getYear(),
                            month.getMonthValue(),
                            month.atDay(1),
                            month.plusMonths(1).atDay(1)));
            connection.commit();
        }
    }

    /** Adds these rows; not committed. */
    void add(Rows rows) throws SQLException, IOException {
        copy(Rows.LOG_COLUMNS, rows.logs);
        copy(Rows.RUN_COLUMNS, rows.runs);
        copy(Rows.POSITION_COLUMNS, rows.positions);
        copy(Rows.TRADE_COLUMNS, rows.trades);
    }

    private void copy(String columns, StringBuilder rows) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn("copy " + columns + " from stdin", new StringReader(rows.toString()));
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** The account as the last run left it; not committed. */
    void account(History history, Balance balance) throws SQLException {
        long last = history.runs() - 1;
        change(
                "insert into account_state (id, user_id, account, broker, currency, balance, equity, margin_used,"
                        + " last_taken_at, last_sync_at, last_sync_duration_ms, total_syncs, last_result, matched_open,"
                        + " divergences, unmatched_open, pending_open, peak_equity, alert_level)"
                        + " values (?, ?, ?, 'default', 'USD', ?, ?, 0, ?, ?, ?, ?, 'accepted', ?, 0, 0, 0, ?, ?)",
                Ids.named(history.user(), history.account()),
                history.user(),
                history.account(),
                balance.balance(),
                balance.equity(),
                Timestamp.from(history.takenAt(last)),
                Timestamp.from(history.endOf(last)),
                Rows.DURATION_MILLIS,
                history.runs(),
                history.shown(last),
                balance.peak(history.warned()),
                history.warned() ? "warning" : "normal");
        change(
                "insert into cash_flows (id, user_id, account, deal_id, amount, occurred_at) values (?, ?, ?, 1, ?, ?)",
                Ids.named(history.user(), history.account(), "1"),
                history.user(),
                history.account(),
                Balance.INITIAL,
                Timestamp.from(history.takenAt(0)));
    }

    /** The user's summary over all accounts, as the service's migration makes it. */
    void summary(UUID user) throws SQLException {
        change("delete from user_summary where user_id = ?", user);
        change(
                """
                insert into user_summary
                select user_id, count(*), sum(total_syncs), max(last_sync_at),
                    (array_agg(last_sync_duration_ms order by last_sync_at desc, account collate "C")
                        filter (where last_sync_at is not null))[1],
                    sum(matched_open), sum(divergences), sum(unmatched_open), sum(pending_open),
                    min(coalesce(last_sync_at, to_timestamp(0)))
                        filter (where matched_open + divergences + unmatched_open > 0),
                    count(*) filter (where last_result = 'failed'),
                    (array_agg(last_reason order by account collate "C") filter (where last_result = 'failed'))[1]
                from account_state where user_id = ? group by user_id""",
                user);
    }

    /** The sums over the trades that took effect in these runs: closed ones when closed, open ones when opened. */
    void totals(History history, long firstRun, long afterLastRun) throws SQLException {
        String seconds = LongStream.range(firstRun, afterLastRun)
                .mapToObj(run -> Long.toString(history.takenAt(run).getEpochSecond()))
                .distinct()
                .collect(Collectors.joining(","));
        change("select refresh_trade_totals(?, cast(string_to_array(?, ',') as bigint[]))", history.user(), seconds);
    }

    /** So that the next query's plan knows of the rows. */
    void analyze() throws SQLException {
        for (String table : List.of(
                "reconciliation_logs",
                "reconciliation_runs",
                "position_state",
                "bot_trades",
                "trade_totals",
                "account_state")) {
            run("analyze " + table);
        }
        connection.commit();
    }

    private void run(String statement) throws SQLException {
        try (Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    void change(String statement, Object... values) throws SQLException {
        try (PreparedStatement each = prepared(statement, values)) {
            each.execute();
        }
    }

    @Nullable
    String text(String query, Object... values) throws SQLException {
        try (PreparedStatement each = prepared(query, values);
                ResultSet result = each.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    private PreparedStatement prepared(String statement, Object... values) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }
}
