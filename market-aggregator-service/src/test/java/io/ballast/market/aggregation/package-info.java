// SPDX-License-Identifier: Apache-2.0

/** Tests of the consolidated view. */
@NullMarked
package io.ballast.market.aggregation;

import org.jspecify.annotations.NullMarked;
