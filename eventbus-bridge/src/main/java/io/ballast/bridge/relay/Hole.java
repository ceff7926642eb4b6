// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;

/** An entry that the target should have and has not, or not as it was written: number {@code index} of a commit. */
record Hole(LedgerRow row, int index, boolean altered) {

    /** On the target. */
    Position id() {
        return row.idOf(index);
    }

    String kind() {
        return altered ? "altered" : "missing";
    }
}
