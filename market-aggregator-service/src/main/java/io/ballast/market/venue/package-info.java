// SPDX-License-Identifier: Apache-2.0

/** Connections to venues: supervision, the state of every feed, and the port that a venue's own package implements. */
@NullMarked
package io.ballast.market.venue;

import org.jspecify.annotations.NullMarked;
