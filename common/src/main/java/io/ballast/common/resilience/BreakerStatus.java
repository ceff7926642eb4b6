// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One breaker of one instance now. Calls are counted when they end, since the start of the instance.
 *
 * @param active whether it stands in the way of calls: any state but {@code CLOSED}
 * @param failureCount failures in a row
 * @param failureThreshold failures in a row that open it
 * @param successCount calls that succeeded
 * @param totalCalls calls that were let through or rejected
 * @param rejectedCalls calls that never reached the dependency
 * @param lastFailure what the last failure said, without credentials
 * @param triggerReason why it is not closed
 * @param openedAt since when it is not closed; a failed probe begins anew
 * @param retryAt when it lets the next call through by itself: the end of the engine's delay or of the override
 * @param canReset whether a reset without override is possible
 * @param resetBlockedReason why it is not
 */
@RegisterForReflection
public record BreakerStatus(
        String service,
        String name,
        String instance,
        BreakerState state,
        boolean active,
        int failureCount,
        int failureThreshold,
        long successCount,
        long totalCalls,
        long rejectedCalls,
        @Nullable String lastFailure,
        @Nullable String triggerReason,
        @Nullable Instant openedAt,
        @Nullable Instant retryAt,
        boolean canReset,
        @Nullable String resetBlockedReason,
        Statistics statistics) {

    /**
     * What became of all calls.
     *
     * @param allowed calls that reached the dependency
     * @param blocked calls that were rejected
     */
    @RegisterForReflection
    public record Statistics(long allowed, long blocked) {}
}
