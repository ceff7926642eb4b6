// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.history;

import io.ballast.reconciliation.history.HistoryTables.Table;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Goes once over all tables. What fails is left for the next pass; what is deleted twice is deleted once. */
final class HistoryPass {

    private static final Logger LOG = Logger.getLogger(HistoryPass.class);

    private final HistoryTables tables;
    private final HistoryConfig config;
    private final BooleanSupplier ended;

    /** @param ended asked between transactions; what is not done then is left */
    HistoryPass(HistoryTables tables, HistoryConfig config, BooleanSupplier ended) {
        this.tables = tables;
        this.config = config;
        this.ended = ended;
    }

    Uni<Void> run(Instant now) {
        return months(now.minus(config.logs()))
                .chain(() -> emptied(Table.LOG_WITHOUT_MONTH, now, config.logs()))
                .chain(() -> emptied(Table.RUNS, now, config.runs()))
                .chain(() -> emptied(Table.POSITIONS, now, config.positions()))
                .chain(() -> emptied(Table.AUDIT, now, config.audit()))
                .chain(() -> emptied(Table.CONFIRMATIONS, now, Duration.ZERO))
                .chain(() -> config.trades().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : batches(
                                "bot_trades",
                                () -> tables.deleteTrades(
                                        now.minus(config.trades().get()), config.batch())));
    }

    private Uni<Void> months(Instant before) {
        return tables.monthsBefore(before)
                .onItem()
                .transformToMulti(months -> Multi.createFrom().iterable(months))
                .select()
                .where(month -> !ended.getAsBoolean())
                .onItem()
                .transformToUniAndConcatenate(month -> tables.drop(month)
                        .invoke(() -> LOG.infof("log partition dropped: partition=%s", month))
                        .onFailure()
                        .invoke(failure -> LOG.warnf(
                                "log partition not dropped: partition=%s cause=%s", month, failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> emptied(Table table, Instant now, Duration keep) {
        return batches(table.name(), () -> tables.delete(table, now.minus(keep), config.batch()));
    }

    private Uni<Void> batches(String what, Supplier<Uni<Integer>> batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> ended.getAsBoolean() ? Uni.createFrom().item(0) : batch.get())
                .whilst(rows -> rows == config.batch())
                .collect()
                .with(Collectors.summingInt(rows -> rows))
                .invoke(rows -> {
                    if (rows > 0) {
                        LOG.infof("history deleted: table=%s rows=%d", what, rows);
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("history not deleted: table=%s cause=%s", what, failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
