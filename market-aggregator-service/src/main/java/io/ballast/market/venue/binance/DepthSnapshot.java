// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.venue.binance;

import io.ballast.market.book.PriceLevel;
import java.util.List;

/** A book as the REST interface tells it, as of the update {@code lastUpdateId}. */
record DepthSnapshot(long lastUpdateId, List<PriceLevel> bids, List<PriceLevel> asks) {}
