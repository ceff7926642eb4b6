// SPDX-License-Identifier: Apache-2.0
package io.ballast.local.venues.simulation;

import java.time.Instant;

/**
 * An order that took from the book.
 *
 * @param id one more than the trade before it
 * @param takerBuys whether the taker bought, that is, whether it took from the asks
 * @param fills how many resting orders it met, at least 1
 */
public record Trade(long id, long price, long quantity, boolean takerBuys, int fills, Instant at) {}
