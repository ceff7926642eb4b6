// SPDX-License-Identifier: Apache-2.0

/** Exact decimals: what came in as digits goes out as the same digits. */
@NullMarked
package io.ballast.common.money;

import org.jspecify.annotations.NullMarked;
