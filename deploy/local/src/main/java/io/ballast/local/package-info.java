// SPDX-License-Identifier: Apache-2.0

/** Entry point of the one-command local run. */
@NullMarked
package io.ballast.local;

import org.jspecify.annotations.NullMarked;
