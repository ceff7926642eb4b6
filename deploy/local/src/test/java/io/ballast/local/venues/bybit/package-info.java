// SPDX-License-Identifier: Apache-2.0

/** Bybit's protocol, followed as a client would. */
@NullMarked
package io.ballast.local.venues.bybit;

import org.jspecify.annotations.NullMarked;
