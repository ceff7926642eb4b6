// SPDX-License-Identifier: Apache-2.0

/** Binance spot: diffs over a REST snapshot, chained by update ids. */
@NullMarked
package io.ballast.market.venue.binance;

import org.jspecify.annotations.NullMarked;
