// SPDX-License-Identifier: Apache-2.0

/** Tests of the Binance adapter. */
@NullMarked
package io.ballast.market.venue.binance;

import org.jspecify.annotations.NullMarked;
