// SPDX-License-Identifier: Apache-2.0

/** Tests of the OKX adapter. */
@NullMarked
package io.ballast.market.venue.okx;

import org.jspecify.annotations.NullMarked;
