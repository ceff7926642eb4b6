// SPDX-License-Identifier: Apache-2.0

/** Tests of the package. */
@NullMarked
package io.ballast.market.arbitrage;

import org.jspecify.annotations.NullMarked;
