// SPDX-License-Identifier: Apache-2.0

/** What makes two answers the same. */
@NullMarked
package io.ballast.reconciliation.answer;

import org.jspecify.annotations.NullMarked;
