// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.reconciliation.ledger.RunRecord;
import io.ballast.reconciliation.ledger.RunRecord.RunCounts;
import io.ballast.reconciliation.ledger.RunRecord.StoredRun;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a snapshot, as the agent is told. */
record RunView(
        UUID runId,
        String snapshotId,
        String account,
        String result,
        @Nullable String reason,
        Instant takenAt,
        Instant startedAt,
        Instant endedAt,
        long durationMs,
        int brokerPositions,
        int matched,
        int divergent,
        int external,
        int missing,
        int pending,
        int events) {

    static RunView of(StoredRun stored) {
        RunRecord run = stored.run();
        RunCounts counts = run.counts();
        return new RunView(
                stored.runId(),
                run.snapshotId(),
                run.key().account(),
                run.result().text(),
                run.reason(),
                run.takenAt(),
                run.startedAt(),
                run.endedAt(),
                run.durationMs(),
                counts.brokerPositions(),
                counts.matched(),
                counts.divergent(),
                counts.external(),
                counts.missing(),
                counts.pending(),
                counts.events());
    }
}
