// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.storage;

import io.ballast.common.database.ConnectionFailures;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the monthly partitions of {@code reconciliation_logs} ahead of time. A partition that cannot be made (rows of
 * its month already lie in the default partition) costs speed, not data, so it is logged and does not stop anything.
 */
@ApplicationScoped
class LogPartitions {

    private static final Logger LOG = Logger.getLogger(LogPartitions.class);
    private static final int MONTHS_AHEAD = 3;
    private static final Duration EVERY = Duration.ofHours(6);
    /** Replicas starting together take turns; the number only has to be ours. A partition that is there is no news. */
    private static final String LOCK = "SET LOCAL client_min_messages = warning; SELECT pg_advisory_xact_lock(727100)";

    private final TimeSource time;
    private volatile @Nullable Instant lastMade;

    LogPartitions(TimeSource time) {
        this.time = time;
    }

    /** Makes what is missing, at most every six hours. */
    Uni<Void> ensure(Pool pool) {
        return Uni.createFrom().deferred(() -> {
            Instant now = time.now();
            Instant last = lastMade;
            if (last != null && now.isBefore(last.plus(EVERY))) {
                return Uni.createFrom().voidItem();
            }
            return Multi.createFrom()
                    .iterable(statements(YearMonth.from(now.atZone(ZoneOffset.UTC))))
                    .onItem()
                    .transformToUniAndConcatenate(statement -> create(pool, statement))
                    .collect()
                    .last()
                    .invoke(() -> lastMade = now)
                    .replaceWithVoid();
        });
    }

    private static Uni<Boolean> create(Pool pool, String statement) {
        return UniHelper.toUni(pool.withTransaction(
                        connection -> connection.query(LOCK).execute().compose(locked -> connection
                                .query(statement)
                                .execute())))
                .replaceWith(true)
                .onFailure(failure -> !ConnectionFailures.lost(failure))
                .recoverWithItem(failure -> {
                    LOG.warnf("log partition not made: statement=%s cause=%s", statement, failure.getMessage());
                    return false;
                });
    }

    /** One statement for {@code first} and each of the next three months. */
    static List<String> statements(YearMonth first) {
        return IntStream.rangeClosed(0, MONTHS_AHEAD)
                .mapToObj(first::plusMonths)
                .map(month ->
                        "CREATE TABLE IF NOT EXISTS reconciliation_logs_%d_%02d PARTITION OF reconciliation_logs FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
                                .formatted(
                                        month.getYear(),
                                        month.getMonthValue(),
                                        month.atDay(1),
                                        month.plusMonths(1).atDay(1)))
                .toList();
    }
}
