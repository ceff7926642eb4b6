// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** The contract's {@code status} column. */
public enum EventStatus {
    SUCCESS,
    PARTIAL,
    FAILED
}
