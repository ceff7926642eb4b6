// SPDX-License-Identifier: Apache-2.0

/** The database's edges. */
@NullMarked
package io.ballast.reconciliation.storage;

import org.jspecify.annotations.NullMarked;
