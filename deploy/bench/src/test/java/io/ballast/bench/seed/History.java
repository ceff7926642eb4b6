// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What happened in an account, run by run, as a pure function of its parameters: each run opens {@link #COHORT}
 * positions, moves the stops of those opened in the runs before, and closes those that are {@link #LIFE} runs old, so a
 * position has {@code LIFE + 1} log rows. What is left of the number of rows are alerts of the drawdown guard.
 *
 * @param start when the first run ended
 * @param step from one run to the next
 */
record History(UUID user, String account, long rows, Instant start, Duration step) {

    /** Positions opened by one run. */
    static final int COHORT = 5;
    /** Runs from opening to close. */
    static final int LIFE = 9;
    /** Fewer do not fill the lives of the first positions. */
    static final long LEAST = 2_500;

    private static final int PER_RUN = COHORT * (LIFE + 1);
    /** What the first runs lack, which have no older positions. */
    private static final int WARM_UP = COHORT * LIFE * (LIFE + 1) / 2;
    /** A run is at its agent before it is here. */
    private static final Duration UNDER_WAY = Duration.ofMillis(80);

    /** A history of {@code rows} rows that ends at {@code end}. */
    static History ending(UUID user, String account, long rows, Instant begin, Instant end) {
        Duration step = Duration.ofMillis(Duration.between(begin, end).toMillis() / runs(rows));
        return new History(user, account, rows, begin, step);
    }

    private static long runs(long rows) {
        return (rows + WARM_UP) / PER_RUN;
    }

    long runs() {
        return runs(rows);
    }

    /** How many of the first runs have an alert of the guard: a warning and its end in turn. */
    long alerts() {
        return rows - (runs() * PER_RUN - WARM_UP);
    }

    /** Whether the last alert is a warning that still stands. */
    boolean warned() {
        return alerts() % 2 == 1;
    }

    Instant endOf(long run) {
        return start.plus(step.multipliedBy(run));
    }

    Instant takenAt(long run) {
        return endOf(run).minus(UNDER_WAY);
    }

    /** Positions that the broker shows in that run. */
    int shown(long run) {
        return (int) (COHORT * Math.min(run + 1, LIFE));
    }

    /** Positions that the broker has closed since the run before. */
    int closed(long run) {
        return run < LIFE ? 0 : COHORT;
    }

    int rowsOf(long run) {
        return shown(run) + closed(run) + (run < alerts() ? 1 : 0);
    }

    /** The agent's name for it, which also holds what a later call needs to go on. */
    String snapshotId(long run) {
        return "seed-%d-%d-%09d".formatted(rows, step.toMillis(), run);
    }

    /** The number of the run with this name, or -1 if this history has no such run. */
    static long runOf(String snapshotId) {
        return snapshotId.matches("seed-\\d+-\\d+-\\d{9}")
                ? Long.parseLong(snapshotId.substring(snapshotId.length() - 9))
                : -1;
    }

    /** The history to which this first run belongs. */
    static History of(UUID user, String account, String snapshotId, Instant endOfFirstRun) {
        String[] parts = snapshotId.split("-");
        return new History(
                user, account, Long.parseLong(parts[1]), endOfFirstRun, Duration.ofMillis(Long.parseLong(parts[2])));
    }
}
