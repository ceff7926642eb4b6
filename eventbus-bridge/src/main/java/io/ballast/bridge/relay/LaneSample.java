// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import org.jspecify.annotations.Nullable;

/**
 * How one lane does, as its source and target say it, whoever carries it.
 *
 * @param mark on the target, empty before the first commit
 * @param delivered entries ever, as the target counts them
 * @param perSecond entries since the last sample
 * @param lagEvents entries not carried yet, counted up to 1000; less than 0 if the source does not say
 * @param lagMillis by how much its newest entry is younger than the mark
 * @param elsewhere what the instance that carries it says of it, null if this one does or none does
 */
record LaneSample(
        String mark, long delivered, double perSecond, long lagEvents, long lagMillis, @Nullable Elsewhere elsewhere) {

    static final LaneSample NONE = new LaneSample("", 0, 0, -1, -1, null);

    /** Told by another instance a moment ago. */
    record Elsewhere(String instance, String state, String cause) {}
}
