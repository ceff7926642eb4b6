// SPDX-License-Identifier: Apache-2.0

/** Exact order books, without any input or output. */
@NullMarked
package io.ballast.market.book;

import org.jspecify.annotations.NullMarked;
