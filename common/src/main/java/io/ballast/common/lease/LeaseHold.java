// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.smallrye.mutiny.Uni;
import java.util.OptionalLong;

/** One process's part in the contest for a lease. */
public interface LeaseHold {

    /**
     * The epoch while this process is sure to be the owner, else empty. Looks at the clock, so that a process that was
     * stopped and goes on does not take itself for the owner even before it is told.
     */
    OptionalLong epoch();

    /** Contends no more; an owned lease is lost and given back, so that a successor need not wait for its end. */
    Uni<Void> release();
}
