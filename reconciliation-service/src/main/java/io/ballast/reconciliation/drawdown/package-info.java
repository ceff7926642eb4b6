// SPDX-License-Identifier: Apache-2.0

/** How far an account has fallen from its best, and when that must stop. No clock, no I/O. */
@NullMarked
package io.ballast.reconciliation.drawdown;

import org.jspecify.annotations.NullMarked;
