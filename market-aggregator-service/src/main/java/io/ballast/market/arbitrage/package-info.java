// SPDX-License-Identifier: Apache-2.0

/** Where one venue pays more than another asks, after fees. */
@NullMarked
package io.ballast.market.arbitrage;

import org.jspecify.annotations.NullMarked;
