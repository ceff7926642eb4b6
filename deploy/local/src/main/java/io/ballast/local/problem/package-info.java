// SPDX-License-Identifier: Apache-2.0

/** What went wrong, in one line that a person can act on. */
@NullMarked
package io.ballast.local.problem;

import org.jspecify.annotations.NullMarked;
