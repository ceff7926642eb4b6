// SPDX-License-Identifier: Apache-2.0

/** What the comparison owes, on worked cases and on random ones. */
@NullMarked
package io.ballast.reconciliation.matching;

import org.jspecify.annotations.NullMarked;
