// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** Whether the bot believes that it still holds a trade. */
public enum TradeStatus {
    OPEN,
    CLOSED
}
