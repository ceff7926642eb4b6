// SPDX-License-Identifier: Apache-2.0

/** The drawdown vectors of the contract. */
@NullMarked
package io.ballast.reconciliation.drawdown;

import org.jspecify.annotations.NullMarked;
