// SPDX-License-Identifier: Apache-2.0

/** Single faults in real frames: whether a venue's book is ever silently wrong. */
@NullMarked
package io.ballast.market.venue.mutation;

import org.jspecify.annotations.NullMarked;
