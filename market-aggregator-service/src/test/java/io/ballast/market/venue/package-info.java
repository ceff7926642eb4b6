// SPDX-License-Identifier: Apache-2.0

/** Tests of feeds and connections, and what tests of adapters share. */
@NullMarked
package io.ballast.market.venue;

import org.jspecify.annotations.NullMarked;
