// SPDX-License-Identifier: Apache-2.0

/** A sample that breaks a rule on purpose. */
@NullMarked
package io.ballast.verify.architecture.broken.market.util;

import org.jspecify.annotations.NullMarked;
