// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a link has been through.
 *
 * @param attempts dials since start
 * @param reconnects times it came back up since start
 * @param reconnectsLastHour times it came back up in the last hour
 * @param consecutiveFailures failures since it was last stable
 */
public record LinkStats(
        String name,
        LinkState state,
        long attempts,
        long reconnects,
        int reconnectsLastHour,
        int consecutiveFailures,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {

    public boolean up() {
        return state instanceof LinkState.Up;
    }
}
