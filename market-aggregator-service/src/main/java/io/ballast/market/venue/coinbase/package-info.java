// SPDX-License-Identifier: Apache-2.0

/** Coinbase Advanced Trade: whole books in one snapshot, guarded by one sequence over all channels of a connection. */
@NullMarked
package io.ballast.market.venue.coinbase;

import org.jspecify.annotations.NullMarked;
