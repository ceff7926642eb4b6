// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

/** What a breaker does with calls; from the best to the worst. */
public enum BreakerState {
    /** Calls pass. */
    CLOSED,
    /** The next call passes, and its outcome decides; others are rejected until then. */
    HALF_OPEN,
    /** Too many calls in a row failed: calls are rejected. */
    OPEN,
    /** An operator isolated the dependency: calls are rejected whatever the engine would say. */
    FORCED_OPEN
}
