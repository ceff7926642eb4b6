// SPDX-License-Identifier: Apache-2.0
/** How long what is over is kept. */
@NullMarked
package io.ballast.reconciliation.history;

import org.jspecify.annotations.NullMarked;
