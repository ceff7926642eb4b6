// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
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
        @Embedded RunCounts counts) {

    /** What became of a snapshot. */
    public enum RunResult {
        ACCEPTED,
        /** Too old to say anything; nothing ran. */
        IGNORED,
        /** It says of itself that it cannot be relied on; nothing was closed. */
        FAILED;

        /** For example {@code accepted}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a run counted: matched + divergent + external = broker positions, matched + divergent + missing + pending = bot
     * trades.
     *
     * @param events log rows it appended
     */
    @Embeddable
    public record RunCounts(
            int brokerPositions, int matched, int divergent, int external, int missing, int pending, int events) {

        public static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0);
    }

    /** A run under its id. */
    public record StoredRun(UUID runId, RunRecord run) {}
}
