// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import java.util.Locale;

/** What became of a snapshot. */
public enum RunResult {
    ACCEPTED,
    /** Too old to say anything; nothing ran. */
    IGNORED,
    /** It says of itself that it cannot be relied on; nothing was closed. */
    FAILED;

    /** For example {@code accepted}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
