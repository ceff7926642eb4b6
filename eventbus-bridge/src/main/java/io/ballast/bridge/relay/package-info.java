// SPDX-License-Identifier: Apache-2.0
/** Carries stream to stream, on one Redis or between two: nothing lost, nothing twice, in order. */
@NullMarked
package io.ballast.bridge.relay;

import org.jspecify.annotations.NullMarked;
