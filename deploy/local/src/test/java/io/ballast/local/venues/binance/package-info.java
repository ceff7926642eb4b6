// SPDX-License-Identifier: Apache-2.0

/** Binance's protocol, followed as a client would. */
@NullMarked
package io.ballast.local.venues.binance;

import org.jspecify.annotations.NullMarked;
