// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Where leases are kept. Every call answers or fails within the time limit of the store's commands. */
interface LeaseStore {

    /** {@code held} of a bid by one who holds nothing. Every epoch is higher. */
    long NOTHING = 0;

    /**
     * Renews what {@code owner} holds under the epoch {@code held}, or takes a lease that is free, run out, or left
     * over from the same owner under another epoch.
     */
    Uni<Claim> claim(Bid bid);

    /** Gives the lease back if it is still held by {@code owner} under {@code epoch}. */
    Uni<Void> release(String name, String owner, long epoch);

    /**
     * @param owner unique among all processes, over restarts too
     * @param held the epoch to renew, or {@link #NOTHING}
     * @param floor the highest epoch that the bidder has seen; a new one is above it, whatever the store remembers
     * @param ttl how long the lease lasts from now
     */
    record Bid(String name, String owner, long held, long floor, Duration ttl) {}

    /** How a bid ended. */
    sealed interface Claim {

        /** @param epoch {@link Bid#held} if that was renewed, else one that never was before */
        record Granted(long epoch) implements Claim {}

        /** @param remaining until the lease runs out unless its owner renews it */
        record Refused(long epoch, Duration remaining) implements Claim {}
    }
}
