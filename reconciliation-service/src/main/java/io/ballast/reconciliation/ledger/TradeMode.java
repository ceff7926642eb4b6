// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.ledger;

/** What a trade is made with: the bot's imagination, money, or a developer's patience. */
public enum TradeMode {
    SIM,
    LIVE,
    DEBUG
}
