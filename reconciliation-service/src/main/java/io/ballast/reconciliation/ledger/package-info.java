// SPDX-License-Identifier: Apache-2.0

/** What is remembered: the append-only log, the runs, and where every account, position and trade stands now. */
@NullMarked
package io.ballast.reconciliation.ledger;

import org.jspecify.annotations.NullMarked;
