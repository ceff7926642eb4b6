// SPDX-License-Identifier: Apache-2.0

/** The way of the ledger's events from PostgreSQL to their streams. */
@NullMarked
package io.ballast.reconciliation.outbox;

import org.jspecify.annotations.NullMarked;
