// SPDX-License-Identifier: Apache-2.0
/** Bybit v5, spot and linear contracts: depth-limited books whose updates are numbered one by one. */
@NullMarked
package io.ballast.market.venue.bybit;

import org.jspecify.annotations.NullMarked;
