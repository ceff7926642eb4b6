// SPDX-License-Identifier: Apache-2.0

/** How well orders were filled. */
@NullMarked
package io.ballast.reconciliation.slippage;

import org.jspecify.annotations.NullMarked;
