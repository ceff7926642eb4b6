// SPDX-License-Identifier: Apache-2.0

/** What the market is, for whoever asks over HTTP. */
@NullMarked
package io.ballast.market.quote;

import org.jspecify.annotations.NullMarked;
