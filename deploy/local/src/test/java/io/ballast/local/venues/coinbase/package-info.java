// SPDX-License-Identifier: Apache-2.0

/** Coinbase's protocol, followed as a client would. */
@NullMarked
package io.ballast.local.venues.coinbase;

import org.jspecify.annotations.NullMarked;
