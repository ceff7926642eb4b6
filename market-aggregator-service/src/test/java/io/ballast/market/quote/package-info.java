// SPDX-License-Identifier: Apache-2.0

/** Tests of the endpoints. */
@NullMarked
package io.ballast.market.quote;

import org.jspecify.annotations.NullMarked;
