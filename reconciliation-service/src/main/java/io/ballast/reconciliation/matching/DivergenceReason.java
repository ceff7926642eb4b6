// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.util.Locale;

/** Why a position diverges, as clients know it. */
public enum DivergenceReason {
    ENTRY_SLIPPAGE,
    VOLUME_MISMATCH,
    TP_MISMATCH,
    SL_MISMATCH,
    PARTIAL_FILL,
    BROKER_CLOSED,
    UNKNOWN;

    /** For example {@code entry_slippage}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
