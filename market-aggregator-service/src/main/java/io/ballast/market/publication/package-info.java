// SPDX-License-Identifier: Apache-2.0

/** Trades, quotes and control events on their way to the streams, bounded while Redis is away. */
@NullMarked
package io.ballast.market.publication;

import org.jspecify.annotations.NullMarked;
