// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.status;

import io.ballast.reconciliation.events.EventView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /reconciliation/status}. */
@RegisterForReflection
record StatusView(
        UUID userId,
        String status,
        @Nullable Instant lastSyncAt,
        long totalSyncs,
        @Nullable Long lastSyncDurationMs,
        int openPositionsCount,
        int matchedPositions,
        int divergencesDetected,
        int unmatchedOpenCount,
        List<EventView> recentEvents,
        @Nullable String errorMessage,
        List<Part> accounts) {

    /** One account's part in it. */
    @RegisterForReflection
    record Part(
            String account,
            String broker,
            String status,
            @Nullable Instant lastSyncAt,
            long totalSyncs,
            @Nullable Long lastSyncDurationMs,
            int openPositionsCount,
            int matchedPositions,
            int divergencesDetected,
            int unmatchedOpenCount,
            @Nullable String errorMessage) {}
}
