// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

/** One broker position and the bot's trade for it. */
public record Pair(BrokerPosition position, BookedTrade trade) {}
