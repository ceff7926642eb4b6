// SPDX-License-Identifier: Apache-2.0
/** How long what is over is kept, and the one process at a time that deletes what is older. */
@NullMarked
package io.ballast.reconciliation.history;

import org.jspecify.annotations.NullMarked;
