// SPDX-License-Identifier: Apache-2.0

/** When the status warns. */
@NullMarked
package io.ballast.reconciliation.status;

import org.jspecify.annotations.NullMarked;
