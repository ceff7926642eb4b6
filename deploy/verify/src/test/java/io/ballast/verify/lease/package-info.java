// SPDX-License-Identifier: Apache-2.0

/** Leases over processes that are frozen, go on, and end. */
@NullMarked
package io.ballast.verify.lease;

import org.jspecify.annotations.NullMarked;
