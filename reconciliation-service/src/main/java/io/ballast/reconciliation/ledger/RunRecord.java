// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one snapshot.
 *
 * @param bodyHash SHA-256 of what the snapshot said, in hexadecimal
 * @param reason why it was ignored or failed
 */
@Embeddable
public record RunRecord(
        @Embedded AccountKey key,
        String snapshotId,
        String bodyHash,
        Instant takenAt,
        Instant startedAt,
        Instant endedAt,
        long durationMs,
        RunResult result,
        @Nullable String reason,
        @Embedded RunCounts counts) {}
