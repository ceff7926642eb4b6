// SPDX-License-Identifier: Apache-2.0

/** The simulated market itself. */
@NullMarked
package io.ballast.local.venues.simulation;

import org.jspecify.annotations.NullMarked;
