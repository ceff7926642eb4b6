// SPDX-License-Identifier: Apache-2.0

/** Kraken spot v2: depth-limited books guarded by a checksum in every frame. */
@NullMarked
package io.ballast.market.venue.kraken;

import org.jspecify.annotations.NullMarked;
