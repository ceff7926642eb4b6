// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of some runs, one text for each table in PostgreSQL's COPY format. */
final class Rows {

    static final String LOG_COLUMNS =
            "reconciliation_logs (id, user_id, account_id, run_id, signal_id, mt5_position_id,"
                    + " symbol, direction, volume, entry_price, current_price, stop_loss, matched, slippage_pips, close_reason,"
                    + " closed_price, pnl_percent, event_type, status, error_message, occurred_at, created_at, updated_at)";
    static final String RUN_COLUMNS = "reconciliation_runs (run_id, user_id, account, snapshot_id, body_hash, taken_at,"
            + " started_at, ended_at, duration_ms, result, broker_positions, matched, divergent, external, missing,"
            + " pending, events)";
    static final String POSITION_COLUMNS = "position_state (id, user_id, account, broker, ticket, symbol, direction,"
            + " volume, entry_price, entry_time, stop_loss, current_price, unrealized_pnl, status, matched, at_broker,"
            + " slippage_pips, trade_id, close_reason, closed_price, realized_pnl, closed_at, updated_at)";
    static final String TRADE_COLUMNS = "bot_trades (id, user_id, account, trade_id, mode, status, symbol, direction,"
            + " volume, entry_price, entry_time, stop_loss, ticket, exit_price, exit_time, realized_pnl, signal_id,"
            + " changed_at, missed_runs, settlement, created_at, updated_at)";
    static final int DURATION_MILLIS = 12;
    private static final String BROKER = "default";

    final StringBuilder logs = new StringBuilder();
    final StringBuilder runs = new StringBuilder();
    final StringBuilder positions = new StringBuilder();
    final StringBuilder trades = new StringBuilder();
    private final History history;

    Rows(History history) {
        this.history = history;
    }

    /** What that run appends: itself, its log rows, and the positions and trades that it sees the end of. */
    void run(long run) {
        UUID runId = Ids.timed(history.takenAt(run), history.user(), 0);
        int number = 1;
        for (int age = (int) Math.min(run, History.LIFE); age >= 0; age--) {
            for (int i = 0; i < History.COHORT; i++) {
                Holding holding = Holding.of(history, run - age, i);
                log(run, runId, number++, holding, age);
                if (age == History.LIFE) {
                    ended(holding);
                }
            }
        }
        if (run < history.alerts()) {
            alert(run, runId, number);
        }
        int shown = history.shown(run);
        line(
                runs,
                runId,
                history.user(),
                history.account(),
                history.snapshotId(run),
                hash(run),
                history.takenAt(run),
                history.endOf(run).minusMillis(DURATION_MILLIS),
                history.endOf(run),
                DURATION_MILLIS,
                "accepted",
                shown,
                shown,
                0,
                0,
                history.closed(run),
                0,
                history.rowsOf(run));
    }

    private String hash(long run) {
        return HexFormat.of()
                .formatHex(Ids.digest("SHA-256", history.snapshotId(run).getBytes(StandardCharsets.UTF_8)));
    }

    private void log(long run, UUID runId, int number, Holding holding, int age) {
        boolean closes = age == History.LIFE;
        long price = holding.priceAt(age);
        line(
                logs,
                Ids.timed(history.endOf(run), history.user(), number),
                history.user(),
                history.account(),
                runId,
                holding.signalId(),
                holding.ticket(),
                holding.instrument().name(),
                holding.direction(),
                holding.volume(),
                holding.instrument().price(holding.entry()),
                holding.instrument().price(price),
                holding.stopAt(age),
                1,
                holding.slippagePips(),
                closes ? "closing_deal" : null,
                closes ? holding.instrument().price(holding.exit()) : null,
                percent(holding.worth(price)),
                closes ? "close" : "sync",
                "success",
                null,
                history.takenAt(run),
                history.endOf(run),
                history.endOf(run));
    }

    private void alert(long run, UUID runId, int number) {
        String message =
                run % 2 == 0 ? "drawdown warning: 15.50 % below the peak" : "drawdown normal: 13.00 % below the peak";
        line(
                logs,
                Ids.timed(history.endOf(run), history.user(), number),
                history.user(),
                history.account(),
                runId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                "guard_trigger",
                "success",
                message,
                history.takenAt(run),
                history.endOf(run),
                history.endOf(run));
    }

    private static BigDecimal percent(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2)
                .movePointRight(2)
                .divide(Balance.INITIAL)
                .stripTrailingZeros();
    }

    private void ended(Holding holding) {
        long run = holding.opened() + History.LIFE;
        BigDecimal exit = holding.instrument().price(holding.exit());
        BigDecimal result = Balance.usd(holding.result());
        position(holding, History.LIFE, run, "closed", false, "closing_deal", exit, result, history.takenAt(run));
        trade(holding, History.LIFE, run, "closed", exit, history.takenAt(run), result, "closing_deal");
    }

    /** A position that is still there after the last run, and its trade. */
    void open(Holding holding) {
        long run = history.runs() - 1;
        int age = (int) (run - holding.opened());
        position(holding, age, run, "open", true, null, null, null, null);
        trade(holding, age, run, "open", null, null, null, null);
    }

    private void position(
            Holding holding,
            int age,
            long run,
            String status,
            boolean atBroker,
            @Nullable String reason,
            @Nullable BigDecimal exit,
            @Nullable BigDecimal result,
            @Nullable Object closedAt) {
        // a closed one keeps what it was worth when the broker last showed it
        long price = holding.priceAt(Math.min(age, History.LIFE - 1));
        line(
                positions,
                Ids.named(history.user(), BROKER, history.account(), Long.toString(holding.ticket())),
                history.user(),
                history.account(),
                BROKER,
                holding.ticket(),
                holding.instrument().name(),
                holding.direction(),
                holding.volume(),
                holding.instrument().price(holding.entry()),
                history.takenAt(holding.opened()),
                holding.stopAt(age),
                holding.instrument().price(price),
                Balance.usd(holding.worth(price)),
                status,
                1,
                atBroker,
                holding.slippagePips(),
                holding.tradeId(),
                reason,
                exit,
                result,
                closedAt,
                history.endOf(run));
    }

    private void trade(
            Holding holding,
            int age,
            long run,
            String status,
            @Nullable BigDecimal exit,
            @Nullable Object exitAt,
            @Nullable BigDecimal result,
            @Nullable String settlement) {
        line(
                trades,
                Ids.named(history.user(), history.account(), holding.tradeId()),
                history.user(),
                history.account(),
                holding.tradeId(),
                "LIVE",
                status,
                holding.instrument().name(),
                holding.direction(),
                holding.volume(),
                holding.instrument().price(holding.expected()),
                history.takenAt(holding.opened()),
                holding.stopAt(age),
                holding.ticket(),
                exit,
                exitAt,
                result,
                holding.signalId(),
                history.takenAt(run),
                0,
                settlement,
                history.takenAt(holding.opened()),
                history.endOf(run));
    }

    /** None of the values needs quoting. */
    private static void line(StringBuilder to, @Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            to.append(i == 0 ? "" : "\t")
                    .append(value == null ? "\\N" : value instanceof BigDecimal exact ? exact.toPlainString() : value);
        }
        to.append('\n');
    }
}
