// SPDX-License-Identifier: Apache-2.0

/** A sample that breaks a rule on purpose. */
@NullMarked
package io.ballast.verify.architecture.broken.common.money;

import org.jspecify.annotations.NullMarked;
