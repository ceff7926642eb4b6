// SPDX-License-Identifier: Apache-2.0

/** How the query endpoints answer: cached under the contract's keys, with ETag and the time it stays fresh. */
@NullMarked
package io.ballast.reconciliation.answer;

import org.jspecify.annotations.NullMarked;
