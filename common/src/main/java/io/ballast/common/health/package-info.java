// SPDX-License-Identifier: Apache-2.0

/** What this instance knows of its own dependencies, without asking them again. */
@NullMarked
package io.ballast.common.health;

import org.jspecify.annotations.NullMarked;
