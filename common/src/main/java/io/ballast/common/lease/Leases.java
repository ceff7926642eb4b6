// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

/**
 * Elects one process among all that contend for a name. An owner that is gone is succeeded within 5 s, one that ends
 * in order within the renewal interval.
 *
 * <p>A lease alone protects nothing: an owner may be stopped between looking at it and writing. So each tenure has an
 * epoch, higher than all before, and what the lease protects is written with {@link RedisFencedScript}, which refuses
 * an epoch that has been succeeded.
 */
public interface Leases {

    /**
     * Contends from now on, until the hold is released or this process ends.
     *
     * @param name what is contended for, for example {@code retention}; on a Redis Cluster it may carry the hash tag of
     *     the keys that it protects
     */
    LeaseHold contend(String name, Holder holder);

    /** Told one thing at a time, each {@code acquired} followed by one {@code lost}. Must not block. */
    interface Holder {

        /** This process is the owner. {@code epoch} goes with every protected write until {@link #lost}. */
        void acquired(long epoch);

        /** This process is no longer sure to be the owner; another may be. What is under way will be fenced. */
        void lost();
    }
}
