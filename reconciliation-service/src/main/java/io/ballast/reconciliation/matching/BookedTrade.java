// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One trade that the bot believes it holds.
 *
 * @param ticket the broker's position, null while the bot does not know it
 * @param changedAt when the bot last did something with it
 * @param missedRuns how many runs in a row have not found it at the broker
 */
public record BookedTrade(String tradeId, @Nullable Long ticket, Terms terms, Instant changedAt, int missedRuns) {}
