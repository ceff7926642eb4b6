// SPDX-License-Identifier: Apache-2.0

/** Tests of the Coinbase adapter. */
@NullMarked
package io.ballast.market.venue.coinbase;

import org.jspecify.annotations.NullMarked;
