// SPDX-License-Identifier: Apache-2.0

/** Broker snapshots: taking them in, and the reconciliation run that each of them causes. */
@NullMarked
package io.ballast.reconciliation.snapshot;

import org.jspecify.annotations.NullMarked;
