// SPDX-License-Identifier: Apache-2.0

/** Runs on a ledger without a database, in time that the test moves. */
@NullMarked
package io.ballast.reconciliation.snapshot;

import org.jspecify.annotations.NullMarked;
