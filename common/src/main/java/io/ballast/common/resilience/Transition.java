// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A breaker of this instance went from one state to another.
 *
 * @param act the operator's order behind it, null where nobody ordered it
 */
public record Transition(
        Instant at,
        String breaker,
        BreakerState from,
        BreakerState to,
        Cause cause,
        @Nullable String reason,
        @Nullable OperatorAct act) {

    /** Why a breaker moved. */
    public enum Cause {
        /** Too many failures in a row. */
        FAILURES,
        /** It was open for long enough. */
        DELAY_ELAPSED,
        /** The one call let through succeeded. */
        PROBE_SUCCEEDED,
        /** The one call let through failed. */
        PROBE_FAILED,
        /** Who keeps the link knows that the dependency answers again. */
        LINK_RECOVERED,
        /** An operator isolated the dependency. */
        FORCE_OPEN,
        /** An operator closed it at once. */
        OVERRIDE_RESET,
        /** An operator's isolation came to its end. */
        EXPIRED;

        /** As it is written in history: lower case with hyphens. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
