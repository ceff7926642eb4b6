// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.Locale;

/** Whether a position is still there. */
public enum PositionStatus {
    OPEN,
    CLOSED,
    /** One look did not show it, or not yet; the next ones will tell. */
    PENDING;

    /** For example {@code open}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
