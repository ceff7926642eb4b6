// SPDX-License-Identifier: Apache-2.0

/** Operators' control of breakers, over real processes. */
@NullMarked
package io.ballast.verify.control;

import org.jspecify.annotations.NullMarked;
