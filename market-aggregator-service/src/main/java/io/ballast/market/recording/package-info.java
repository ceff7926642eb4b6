// SPDX-License-Identifier: Apache-2.0

/** Frames of venues in files, to be played again. */
@NullMarked
package io.ballast.market.recording;

import org.jspecify.annotations.NullMarked;
