// SPDX-License-Identifier: Apache-2.0

/** Events written in the transaction that made them, and carried from there to their stream exactly once. */
@NullMarked
package io.ballast.common.outbox;

import org.jspecify.annotations.NullMarked;
