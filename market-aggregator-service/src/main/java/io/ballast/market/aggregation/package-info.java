// SPDX-License-Identifier: Apache-2.0

/** One view per symbol over the venues whose books can be trusted now. */
@NullMarked
package io.ballast.market.aggregation;

import org.jspecify.annotations.NullMarked;
