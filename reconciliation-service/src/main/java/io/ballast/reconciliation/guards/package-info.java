// SPDX-License-Identifier: Apache-2.0

/** Whether an account may go on. */
@NullMarked
package io.ballast.reconciliation.guards;

import org.jspecify.annotations.NullMarked;
