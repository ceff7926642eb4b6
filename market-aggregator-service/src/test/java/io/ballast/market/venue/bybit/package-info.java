// SPDX-License-Identifier: Apache-2.0

/** Tests of the Bybit adapter. */
@NullMarked
package io.ballast.market.venue.bybit;

import org.jspecify.annotations.NullMarked;
