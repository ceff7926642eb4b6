// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.util.Arrays;

/**
 * As many pairs as possible, and of all ways to form that many the cheapest: the assignment problem, solved with shortest
 * augmenting paths and dual prices in O(n³) (H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research
 * Logistics Quarterly 2, 1955; R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems", Computing 38, 1987).
 *
 * <p>The problem is made square: every row may take a place of its own apart from the others, and whoever is left takes
 * what is left for nothing. So everybody has a place, and the next best solution without a pair is one path away.
 */
final class Assignment {

    /** No pair. */
    static final int NONE = -1;

    private final int rows;
    private final int columns;
    private final long[][] costs;
    private final long apart;
    private final long[] rowPrice;
    private final long[] columnPrice;
    private final int[] rowOf;
    private int barredRow;
    private int barredColumn;

    /**
     * @param costs of each row with each column, from zero; {@link Closeness#NEVER} where they must not pair; at least one
     *     row and one column
     */
    Assignment(long[][] costs) {
        this.rows = costs.length;
        this.columns = costs[0].length;
        long dearest = Arrays.stream(costs).flatMapToLong(Arrays::stream).max().orElse(0);
        // leaving one more row alone must cost more than the dearest way of pairing all
        this.apart = (Math.max(dearest, 0) + 1) * (Math.min(rows, columns) + 1L);
        this.costs = costs;
        int size = rows + columns;
        this.rowPrice = new long[size + 1];
        this.columnPrice = new long[size + 1];
        this.rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++) {
            place(row);
        }
    }

    /** The column of each row, or {@link #NONE}. */
    int[] pairs() {
        int[] pairs = new int[rows];
        Arrays.fill(pairs, NONE);
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] <= rows) {
                pairs[rowOf[column] - 1] = column - 1;
            }
        }
        return pairs;
    }

    /**
     * How much dearer everything becomes if {@code row} must not have the {@code column} that it has; more than all costs
     * together if then fewer pairs are left.
     */
    long regret(int row, int column) {
        int[] rowOfBefore = rowOf.clone();
        long[] rowPriceBefore = rowPrice.clone();
        long[] columnPriceBefore = columnPrice.clone();
        long before = total();
        barredRow = row + 1;
        barredColumn = column + 1;
        rowOf[barredColumn] = 0;
        place(barredRow);
        long regret = total() - before;
        barredRow = 0;
        barredColumn = 0;
        System.arraycopy(rowOfBefore, 0, rowOf, 0, rowOf.length);
        System.arraycopy(rowPriceBefore, 0, rowPrice, 0, rowPrice.length);
        System.arraycopy(columnPriceBefore, 0, columnPrice, 0, columnPrice.length);
        return regret;
    }

    private long total() {
        long total = 0;
        for (int column = 1; column < rowOf.length; column++) {
            total += cost(rowOf[column], column);
        }
        return total;
    }

    private long cost(int row, int column) {
        if (row > rows) {
            return 0;
        }
        if (column > columns) {
            return apart;
        }
        long cost = costs[row - 1][column - 1];
        return cost == Closeness.NEVER || (row == barredRow && column == barredColumn) ? 2 * apart : cost;
    }

    /** Finds the cheapest place for one more row, moving others along a path; column 0 stands for where it waits. */
    private void place(int row) {
        int size = rowOf.length;
        long[] least = new long[size];
        int[] from = new int[size];
        boolean[] seen = new boolean[size];
        Arrays.fill(least, Long.MAX_VALUE);
        rowOf[0] = row;
        int column = 0;
        do {
            seen[column] = true;
            column = nearest(column, least, from, seen);
        } while (rowOf[column] != 0);
        while (column != 0) {
            rowOf[column] = rowOf[from[column]];
            column = from[column];
        }
        rowOf[0] = 0;
    }

    /** The nearest column not seen yet; the prices are moved so that it is reached for nothing. */
    private int nearest(int column, long[] least, int[] from, boolean[] seen) {
        int current = rowOf[column];
        long delta = Long.MAX_VALUE;
        int next = 0;
        for (int other = 1; other < least.length; other++) {
            if (!seen[other]) {
                long slack = cost(current, other) - rowPrice[current] - columnPrice[other];
                if (slack < least[other]) {
                    least[other] = slack;
                    from[other] = column;
                }
                if (least[other] < delta) {
                    delta = least[other];
                    next = other;
                }
            }
        }
        for (int other = 0; other < least.length; other++) {
            if (seen[other]) {
                rowPrice[rowOf[other]] += delta;
                columnPrice[other] -= delta;
            } else {
                least[other] -= delta;
            }
        }
        return next;
    }
}
