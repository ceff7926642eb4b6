// SPDX-License-Identifier: Apache-2.0

/** How the venues of one symbol compare: figures over prices and trades that are live now. */
@NullMarked
package io.ballast.market.features;

import org.jspecify.annotations.NullMarked;
