// SPDX-License-Identifier: Apache-2.0

/** Reading what agents send: strict about types, and every refusal names its field. */
@NullMarked
package io.ballast.reconciliation.input;

import org.jspecify.annotations.NullMarked;
