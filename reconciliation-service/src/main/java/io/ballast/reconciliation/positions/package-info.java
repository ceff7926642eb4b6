// SPDX-License-Identifier: Apache-2.0

/** Open positions and what they earn. */
@NullMarked
package io.ballast.reconciliation.positions;

import org.jspecify.annotations.NullMarked;
