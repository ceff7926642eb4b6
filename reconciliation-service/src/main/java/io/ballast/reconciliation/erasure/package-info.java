// SPDX-License-Identifier: Apache-2.0
/** Everything that is kept about a user, erased when the user or an operator says so twice. */
@NullMarked
package io.ballast.reconciliation.erasure;

import org.jspecify.annotations.NullMarked;
