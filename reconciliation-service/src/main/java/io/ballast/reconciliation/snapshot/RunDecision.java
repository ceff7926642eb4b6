// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.time.TimeSource;
import io.ballast.common.web.ProblemException;
import io.ballast.reconciliation.ledger.AccountKey;
import io.ballast.reconciliation.ledger.AccountState;
import io.ballast.reconciliation.ledger.Changes;
import io.ballast.reconciliation.ledger.Ledger.AccountBook;
import io.ballast.reconciliation.ledger.Ledger.Decision;
import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.RunRecord.RunCounts;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import io.ballast.reconciliation.ledger.TimeUuid;
import io.ballast.reconciliation.snapshot.AccountUpdates.Ended;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides, inside the transaction that holds the account, what one snapshot changes. Serves one snapshot. */
final class RunDecision {

    /**
     * What was decided.
     *
     * @param repeated the snapshot had been taken before; nothing changed
     * @param symbols whose positions may look different now
     */
    record Taken(StoredRun run, boolean repeated, Set<String> symbols) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountKey key;
    private final Snapshot snapshot;
    private final String bodyHash;
    private final TimeSource time;
    private final Instant started;
    private final long startedNanos;

    RunDecision(AccountKey key, Snapshot snapshot, String bodyHash, TimeSource time) {
        this.key = key;
        this.snapshot = snapshot;
        this.bodyHash = bodyHash;
        this.time = time;
        this.started = now();
        this.startedNanos = time.nanos();
    }

    Decision<Taken> decide(AccountBook book) {
        StoredRun earlier = book.run();
        if (earlier != null) {
            if (!earlier.run().bodyHash().equals(bodyHash)) {
                throw ProblemException.conflict("snapshot_id was used before, with another body");
            }
            return new Decision<>(new Taken(earlier, true, Set.of()), Changes.NONE);
        }
        TimeUuid ids = new TimeUuid(started, RANDOM);
        UUID runId = ids.next();
        AccountState account = book.account() == null ? AccountState.unseen(key) : book.account();
        return switch (Gate.of(snapshot, book.account(), started)) {
            case Gate.Ignored ignored ->
                alone(runId, RunResult.IGNORED, ignored.reason(), book.account() == null ? account : null);
            case Gate.Failed failed ->
                alone(runId, RunResult.FAILED, failed.reason(), AccountUpdates.failed(account, failed.reason()));
            case Gate.Open open -> run(runId, open.content(), account, book, ids);
        };
    }

    private Decision<Taken> run(
            UUID runId, Snapshot.Content content, AccountState account, AccountBook book, TimeUuid ids) {
        RunContext context = RunContext.of(key, runId, snapshot, content, book, started);
        Run run = Run.of(context, account, book, ids);
        Ended ended = ended();
        StoredRun stored = stored(runId, RunResult.ACCEPTED, null, ended, run.counts());
        Set<String> symbols = new HashSet<>();
        book.positions().forEach(position -> symbols.add(position.terms().symbol()));
        run.positions().forEach(position -> symbols.add(position.terms().symbol()));
        Changes changes = new Changes(
                AccountUpdates.accepted(account, book, snapshot, content, run, ended),
                run.positions(),
                run.trades(),
                run.events(),
                run.cashFlows().seen(),
                stored);
        return new Decision<>(new Taken(stored, false, symbols), changes);
    }

    private Decision<Taken> alone(UUID runId, RunResult result, String reason, @Nullable AccountState account) {
        StoredRun stored = stored(runId, result, reason, ended(), RunCounts.NONE);
        return new Decision<>(
                new Taken(stored, false, Set.of()),
                new Changes(account, List.of(), List.of(), List.of(), List.of(), stored));
    }

    private StoredRun stored(UUID runId, RunResult result, @Nullable String reason, Ended ended, RunCounts counts) {
        return new StoredRun(
                runId,
                new RunRecord(
                        key,
                        snapshot.snapshotId(),
                        bodyHash,
                        snapshot.takenAt(),
                        started,
                        ended.at(),
                        ended.durationMs(),
                        result,
                        reason,
                        counts));
    }

    private Ended ended() {
        return new Ended(now(), (time.nanos() - startedNanos) / 1_000_000);
    }

    /** As precise as the database keeps it, so that an answer repeated from there is the same. */
    private Instant now() {
        return time.now().truncatedTo(ChronoUnit.MICROS);
    }
}
