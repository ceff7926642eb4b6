// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

import io.ballast.reconciliation.drawdown.DrawdownState;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands now.
 *
 * @param broker {@code default} where the agent names none
 * @param currency ISO code; null before the first accepted snapshot
 * @param funds null before the first accepted snapshot
 */
@Embeddable
public record AccountState(
        @Embedded AccountKey key,
        String broker,
        @Nullable String currency,
        @Embedded @Nullable Funds funds,
        @Embedded SyncState sync,
        @Embedded Counts counts,
        @Embedded DrawdownState drawdown) {

    /** The broker of agents that name none. */
    public static final String DEFAULT_BROKER = "default";

    /** An account of which nothing is known but that it exists. */
    public static AccountState unseen(AccountKey key) {
        return new AccountState(key, DEFAULT_BROKER, null, null, SyncState.NONE, Counts.NONE, DrawdownState.INITIAL);
    }
}
