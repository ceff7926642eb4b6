// SPDX-License-Identifier: Apache-2.0

/** What every ledger owes, and a ledger without a database. */
@NullMarked
package io.ballast.reconciliation.ledger;

import org.jspecify.annotations.NullMarked;
