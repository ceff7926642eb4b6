// SPDX-License-Identifier: Apache-2.0

/** Kraken's spot protocol, version 2: subscriptions, checksummed books, trades. */
@NullMarked
package io.ballast.local.venues.kraken;

import org.jspecify.annotations.NullMarked;
