// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.trades;

/**
 * What became of the trades an agent sent.
 *
 * @param unchanged known already, or older than what is known
 */
record TradeReceipt(String account, int received, int created, int changed, int unchanged) {}
