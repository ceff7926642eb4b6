// SPDX-License-Identifier: Apache-2.0

/** Tests of the Kraken adapter. */
@NullMarked
package io.ballast.market.venue.kraken;

import org.jspecify.annotations.NullMarked;
