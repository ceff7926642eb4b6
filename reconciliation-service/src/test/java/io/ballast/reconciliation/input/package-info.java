// SPDX-License-Identifier: Apache-2.0
/** What is read strictly, and what is refused. */
@NullMarked
package io.ballast.reconciliation.input;

import org.jspecify.annotations.NullMarked;
