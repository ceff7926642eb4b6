// SPDX-License-Identifier: Apache-2.0

/** Kraken's protocol, followed as a client would. */
@NullMarked
package io.ballast.local.venues.kraken;

import org.jspecify.annotations.NullMarked;
