// SPDX-License-Identifier: Apache-2.0
/** The bridge and both its Redis servers as real processes, killed at random; checked by a reader of its own. */
@NullMarked
package io.ballast.verify.bridge;

import org.jspecify.annotations.NullMarked;
