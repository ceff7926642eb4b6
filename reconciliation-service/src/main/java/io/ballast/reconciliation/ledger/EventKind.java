// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** The contract's {@code event_type} column. */
public enum EventKind {
    SYNC,
    CLOSE,
    GUARD_TRIGGER,
    WARNING
}
