// SPDX-License-Identifier: Apache-2.0

/** The only place that reads a clock; everything else is handed its time. */
@NullMarked
package io.ballast.common.time;

import org.jspecify.annotations.NullMarked;
