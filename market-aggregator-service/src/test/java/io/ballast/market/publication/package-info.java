// SPDX-License-Identifier: Apache-2.0

/** Tests of the publication's bounds. */
@NullMarked
package io.ballast.market.publication;

import org.jspecify.annotations.NullMarked;
