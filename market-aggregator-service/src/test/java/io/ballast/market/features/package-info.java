// SPDX-License-Identifier: Apache-2.0

/** Tests of the package. */
@NullMarked
package io.ballast.market.features;

import org.jspecify.annotations.NullMarked;
