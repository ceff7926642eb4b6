// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.Locale;

/** How a position is known to have ended. */
public enum CloseReason {
    /** The broker's history has its closing deal. */
    CLOSING_DEAL,
    /** The bot says that it closed it. */
    BOT_CLOSED,
    /** It vanished, and no closing deal says how. */
    BROKER_CLOSED;

    /** For example {@code closing_deal}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
