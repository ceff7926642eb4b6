// SPDX-License-Identifier: Apache-2.0

/** Tests of recording. */
@NullMarked
package io.ballast.market.recording;

import org.jspecify.annotations.NullMarked;
