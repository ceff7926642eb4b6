// SPDX-License-Identifier: Apache-2.0

/** Coinbase Advanced Trade's protocol: whole books, trades and heartbeats, numbered over all channels. */
@NullMarked
package io.ballast.local.venues.coinbase;

import org.jspecify.annotations.NullMarked;
