// SPDX-License-Identifier: Apache-2.0

/** The aggregator as a process against the venues server as a process. */
@NullMarked
package io.ballast.verify.market;

import org.jspecify.annotations.NullMarked;
