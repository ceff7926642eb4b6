// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.ledger.TradeTotals.Curve;
import io.ballast.reconciliation.ledger.TradeTotals.Summary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which buckets of {@code trade_totals} make up a span of time that ends with the newest trade: the fewest, in order.
 *
 * @param ranges one of each level, lowest level first, which is the order of time
 */
record TotalsSpan(List<Range> ranges) {

    private static final int FAN_OUT = 64;
    private static final int TOP_LEVEL = 4;
    private static final String COLUMNS = "trades, closed, wins, losses, pnl_count, pnl_sum, pnl_least, pnl_greatest,"
            + " volume_sum, volume_least, volume_greatest, entry_sum, entry_least, entry_greatest,"
            + " exit_count, exit_sum, exit_least, exit_greatest, peak, trough, drawdown";

    static final TotalsSpan EVERYTHING = new TotalsSpan(List.of(new Range(TOP_LEVEL, Long.MIN_VALUE, Long.MAX_VALUE)));

    /** Buckets of one level, {@code last} included. */
    record Range(int level, long first, long last) {}

    /** Everything that comes after the lowest bucket that holds {@code from}. */
    static TotalsSpan after(Instant from) {
        List<Range> ranges = new ArrayList<>();
        long bucket = bucket(from);
        for (int level = 0; level <= TOP_LEVEL; level++) {
            long parent = Math.floorDiv(bucket, FAN_OUT);
            long last = level == TOP_LEVEL ? Long.MAX_VALUE : parent * FAN_OUT + FAN_OUT - 1;
            if (bucket < last) {
                ranges.add(new Range(level, bucket + 1, last));
            }
            bucket = parent;
        }
        return new TotalsSpan(ranges);
    }

    /** Where the lowest bucket that holds {@code from} ends. */
    static Instant endOfFirstBucket(Instant from) {
        return Instant.ofEpochSecond((bucket(from) + 1) * FAN_OUT);
    }

    private static long bucket(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), FAN_OUT);
    }

    String query() {
        List<String> parts = ranges.stream()
                .map(range -> "(select %s, level, bucket from trade_totals where user_id = :user and mode = :mode"
                                .formatted(COLUMNS)
                        + " and level = %d and bucket between %d and %d)"
                                .formatted(range.level(), range.first(), range.last()))
                .toList();
        return String.join(" union all ", parts) + " order by level, bucket";
    }

    /** A row that {@link #query} found. */
    static TradeTotals read(@Nullable Object[] row) {
        Summary volume = new Summary(count(row[0]), sum(row[8]), decimal(row[9]), decimal(row[10]));
        Summary entry = new Summary(count(row[0]), sum(row[11]), decimal(row[12]), decimal(row[13]));
        return new TradeTotals(
                count(row[0]),
                count(row[1]),
                count(row[2]),
                count(row[3]),
                new Summary(count(row[4]), sum(row[5]), decimal(row[6]), decimal(row[7])),
                volume,
                entry,
                new Summary(count(row[14]), sum(row[15]), decimal(row[16]), decimal(row[17])),
                new Curve(sum(row[18]), sum(row[19]), sum(row[20])));
    }

    private static long count(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static BigDecimal sum(@Nullable Object value) {
        BigDecimal sum = decimal(value);
        return sum == null ? BigDecimal.ZERO : sum;
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return (BigDecimal) value;
    }
}
