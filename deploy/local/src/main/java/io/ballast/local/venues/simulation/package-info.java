// SPDX-License-Identifier: Apache-2.0

/** A seeded random market whose books every simulated venue shows in its own protocol. */
@NullMarked
package io.ballast.local.venues.simulation;

import org.jspecify.annotations.NullMarked;
