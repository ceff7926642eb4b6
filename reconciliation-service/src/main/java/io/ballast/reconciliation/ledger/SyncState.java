// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account's snapshots have fared.
 *
 * @param lastTakenAt when the newest accepted snapshot was read at the broker
 * @param lastSyncAt when the last accepted run ended
 * @param lastSyncDurationMs how long that run took
 * @param totalSyncs accepted runs so far
 * @param lastResult of the newest run; ignored snapshots are no runs
 * @param lastReason why the newest run failed
 * @param emptySince since when complete snapshots show no position although some were open, unconfirmed
 */
@Embeddable
public record SyncState(
        @Nullable Instant lastTakenAt,
        @Nullable Instant lastSyncAt,
        @Nullable Long lastSyncDurationMs,
        long totalSyncs,
        @Nullable RunResult lastResult,
        @Nullable String lastReason,
        @Nullable Instant emptySince) {

    public static final SyncState NONE = new SyncState(null, null, null, 0, null, null, null);
}
