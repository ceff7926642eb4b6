// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.ballast.common.resilience.BreakerStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to Redis does.
 *
 * @param healthy it is up, the breaker lets commands pass, and the last check was answered
 * @param lastHealthCheck when a round trip was last tried for these statistics
 */
record RedisStatistics(
        LinkStats link,
        BreakerStatus breaker,
        long successfulOperations,
        long failedOperations,
        boolean healthy,
        @Nullable Instant lastHealthCheck) {}
