// SPDX-License-Identifier: Apache-2.0

/** Reads recorded frames of real venues. */
@NullMarked
package io.ballast.market.capture;

import org.jspecify.annotations.NullMarked;
