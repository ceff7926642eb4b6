// SPDX-License-Identifier: Apache-2.0

/** Work that one process of many does: leases with epochs, and writes that check the epoch where they are made. */
@NullMarked
package io.ballast.common.lease;

import org.jspecify.annotations.NullMarked;
