// SPDX-License-Identifier: Apache-2.0

/** The example of {@code docs/adding-a-venue.md}: a venue that does not exist. */
@NullMarked
package io.ballast.market.venue.pebble;

import org.jspecify.annotations.NullMarked;
