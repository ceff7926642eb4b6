// SPDX-License-Identifier: Apache-2.0
/** Bybit's v5 protocol for spot and linear contracts, replayed or simulated. */
@NullMarked
package io.ballast.local.venues.bybit;

import org.jspecify.annotations.NullMarked;
