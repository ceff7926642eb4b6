// SPDX-License-Identifier: Apache-2.0

/** Where a series of measurements is heading, and how unusual its newest value is. Pure. */
@NullMarked
package io.ballast.common.health.trend;

import org.jspecify.annotations.NullMarked;
