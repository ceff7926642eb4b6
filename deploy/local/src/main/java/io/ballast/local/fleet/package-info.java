// SPDX-License-Identifier: Apache-2.0

/** All processes of a local run together: starting in order, states, stopping in reverse. */
@NullMarked
package io.ballast.local.fleet;

import org.jspecify.annotations.NullMarked;
