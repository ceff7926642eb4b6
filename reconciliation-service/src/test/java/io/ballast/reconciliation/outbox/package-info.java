// SPDX-License-Identifier: Apache-2.0

/** The outbox against real servers. */
@NullMarked
package io.ballast.reconciliation.outbox;

import org.jspecify.annotations.NullMarked;
