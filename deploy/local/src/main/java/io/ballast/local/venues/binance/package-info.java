// SPDX-License-Identifier: Apache-2.0

/** Binance's protocol: streams, order book snapshots and control messages. */
@NullMarked
package io.ballast.local.venues.binance;

import org.jspecify.annotations.NullMarked;
