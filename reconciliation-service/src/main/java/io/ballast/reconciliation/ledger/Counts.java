// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import jakarta.persistence.Embeddable;

/**
 * An account's positions by their newest state.
 *
 * @param matchedOpen open, known to both sides, and alike
 * @param divergences unresolved now, positions that the broker closed behind the bot's back included
 * @param unmatchedOpen open at the broker, unknown to the bot
 * @param pendingOpen believed by the bot, not (yet) seen at the broker
 */
@Embeddable
public record Counts(int matchedOpen, int divergences, int unmatchedOpen, int pendingOpen) {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public boolean anyOpen() {
        return matchedOpen > 0 || divergences > 0 || unmatchedOpen > 0;
    }
}
