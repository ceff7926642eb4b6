// SPDX-License-Identifier: Apache-2.0

/** The shape of the suite, as rules that fail the build. */
@NullMarked
package io.ballast.verify.architecture;

import org.jspecify.annotations.NullMarked;
