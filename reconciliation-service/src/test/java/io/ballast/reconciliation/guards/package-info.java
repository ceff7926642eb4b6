// SPDX-License-Identifier: Apache-2.0

/** What the guards say. */
@NullMarked
package io.ballast.reconciliation.guards;

import org.jspecify.annotations.NullMarked;
