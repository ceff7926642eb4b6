// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** The contract's {@code matched} column; the ordinal is the stored number. */
public enum MatchState {
    UNMATCHED,
    MATCHED,
    DIVERGENT
}
