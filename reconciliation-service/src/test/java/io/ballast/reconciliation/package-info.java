// SPDX-License-Identifier: Apache-2.0

/** The service as its callers meet it. */
@NullMarked
package io.ballast.reconciliation;

import org.jspecify.annotations.NullMarked;
