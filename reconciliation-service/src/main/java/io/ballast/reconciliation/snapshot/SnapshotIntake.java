// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.cache.TwoLevelCache;
import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.answer.CacheKeys;
import io.ballast.reconciliation.input.Field;
import io.ballast.reconciliation.input.StrictJson;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.Ledger;
import io.ballast.reconciliation.ledger.Ledger.Scope;
import io.ballast.reconciliation.ledger.Ledger.Tenure;
import io.ballast.reconciliation.ledger.PositionState;
import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.ballast.reconciliation.matching.BrokerPosition;
import io.ballast.reconciliation.matching.Deal;
import io.ballast.reconciliation.storage.Database;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a snapshot in: at most once, in order, and the answers it changes are forgotten afterwards. */
@ApplicationScoped
class SnapshotIntake {

    private static final Logger LOG = Logger.getLogger(SnapshotIntake.class);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final StrictJson json;
    private final Ledger ledger;
    private final Database database;
    private final TwoLevelCache cache;
    private final TimeSource time;
    private final RunMetrics metrics;

    SnapshotIntake(
            StrictJson json,
            Ledger ledger,
            Database database,
            TwoLevelCache cache,
            TimeSource time,
            RunMetrics metrics) {
        this.json = json;
        this.ledger = ledger;
        this.database = database;
        this.cache = cache;
        this.time = time;
        this.metrics = metrics;
    }

    /**
     * Fails with a 400 problem for a body that makes no sense, 409 for an id used before, 503 without a database.
     *
     * @param tenure of the stream that it came by, null if it did not
     */
    @WithSpan("reconciliation run")
    Uni<StoredRun> take(AccountKey key, byte[] body, @Nullable Tenure tenure) {
        return Uni.createFrom().deferred(() -> {
            SnapshotBody read = json.read(body, SnapshotBody.class);
            Snapshot snapshot = SnapshotChecks.check(read);
            if (snapshot.takenAt().isAfter(time.now().plus(CLOCK_SKEW))) {
                throw Field.of("taken_at").wrong("is in the future");
            }
            RunDecision decision = new RunDecision(key, snapshot, hash(read), time);
            return ledger.change(key, scope(key, snapshot).under(tenure), decision::decide)
                    .call(taken -> taken.repeated()
                            ? Uni.createFrom().voidItem()
                            : cache.invalidate(
                                    CacheKeys.stale(key.userId(), key.account(), taken.symbols()),
                                    database.walPosition(key.userId()).orElse(null)))
                    .invoke(taken -> record(taken))
                    .map(RunDecision.Taken::run);
        });
    }

    private void record(RunDecision.Taken taken) {
        if (!taken.repeated()) {
            RunRecord run = taken.run().run();
            metrics.ran(run.result(), run.durationMs());
            LOG.debugf(
                    "run ended: runId=%s result=%s matched=%d divergent=%d external=%d",
                    taken.run().runId(),
                    run.result(),
                    run.counts().matched(),
                    run.counts().divergent(),
                    run.counts().external());
        }
    }

    private static Scope scope(AccountKey key, Snapshot snapshot) {
        Snapshot.Content content = snapshot.content();
        if (content == null) {
            return new Scope(snapshot.snapshotId(), Set.of(), Set.of(), Set.of(), Set.of());
        }
        Set<Long> tickets =
                content.positions().stream().map(BrokerPosition::ticket).collect(Collectors.toSet());
        return new Scope(
                snapshot.snapshotId(),
                tickets.stream()
                        .map(ticket -> PositionState.id(key, snapshot.broker(), ticket))
                        .collect(Collectors.toSet()),
                tickets,
                Set.of(),
                content.deals().stream()
                        .filter(Deal::cashFlow)
                        .map(Deal::dealId)
                        .collect(Collectors.toSet()));
    }

    private String hash(SnapshotBody body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.canonical(body)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
