// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** Writes a history in pieces, each a transaction of its own, so that a call that was cut off can be repeated. */
final class Seed {

    private static final int RUNS_AT_ONCE = 400;
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final Store store;
    private final PrintStream out;

    Seed(Store store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    /** @throws IllegalStateException with what stands in the way, for a person */
    void fill(UUID user, String account, long rows, int months) throws SQLException, IOException {
        if (!store.there("reconciliation_logs")) {
            throw new IllegalStateException("no tables here: start reconciliation-service on this database once");
        }
        History found = store.history(user, account);
        if (found != null && found.rows() != rows) {
            throw new IllegalStateException("the account '" + account + "' has a history of " + found.rows()
                    + " rows: ask for as many, or take another name");
        }
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        Instant begin = end.atZone(ZoneOffset.UTC).minusMonths(months).toInstant();
        History history = found == null ? History.ending(user, account, rows, begin, end) : found;
        if (store.finished(history)) {
            out.println("seed: the account has its " + rows + " rows already");
            return;
        }
        store.partitions(history.start(), history.endOf(history.runs()));
        append(history);
        finish(history);
    }

    private void append(History history) throws SQLException, IOException {
        long done = store.done(history);
        if (done > 0) {
            out.printf(Locale.ROOT, "seed: going on after run %,d of %,d%n", done, history.runs());
        }
        Progress progress = new Progress(history.runs() - done, out);
        long told = System.nanoTime();
        for (long first = done; first < history.runs(); first += RUNS_AT_ONCE) {
            Rows rows = new Rows(history);
            long after = Math.min(first + RUNS_AT_ONCE, history.runs());
            for (long run = first; run < after; run++) {
                rows.run(run);
            }
            store.add(rows);
            store.totals(history, first, after);
            store.commit();
            if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
                told = System.nanoTime();
                progress.tell(after - done, after * History.COHORT * (History.LIFE + 1));
            }
        }
    }

    private void finish(History history) throws SQLException, IOException {
        Rows open = new Rows(history);
        for (long run = history.runs() - History.LIFE; run < history.runs(); run++) {
            for (int i = 0; i < History.COHORT; i++) {
                open.open(Holding.of(history, run, i));
            }
        }
        store.add(open);
        store.totals(history, history.runs() - History.LIFE, history.runs());
        store.account(history, Balance.of(history));
        store.summary(history.user());
        store.commit();
        store.analyze();
        out.printf(
                Locale.ROOT,
                "seed: user %s, account %s: %,d log rows, %,d runs, %,d positions and trades, %,d of them open%n",
                history.user(),
                history.account(),
                history.rows(),
                history.runs(),
                history.runs() * History.COHORT,
                History.LIFE * History.COHORT);
    }

    /** How far it is, and how long it will take. */
    private record Progress(long runs, long begun, PrintStream out) {

        Progress(long runs, PrintStream out) {
            this(runs, System.nanoTime(), out);
        }

        void tell(long done, long rows) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            double left = seconds / done * (runs - done);
            out.printf(
                    Locale.ROOT,
                    "seed: about %,d rows, %,.0f rows/s, %.0f s left%n",
                    rows,
                    done * History.COHORT * (History.LIFE + 1) / seconds,
                    left);
        }
    }
}
