// SPDX-License-Identifier: Apache-2.0

/** Tests of the order book. */
@NullMarked
package io.ballast.market.book;

import org.jspecify.annotations.NullMarked;
