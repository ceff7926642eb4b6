// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.drawdown;

import java.util.Locale;

/** How bad a drawdown is. */
public enum AlertLevel {
    NORMAL,
    WARNING,
    /** Positions should be closed; stays until an operator resets it. */
    CRITICAL;

    /** For example {@code warning}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
