// SPDX-License-Identifier: Apache-2.0

/** A user with a long history, written into the service's tables as the service itself would have left it. */
@NullMarked
package io.ballast.bench.seed;

import org.jspecify.annotations.NullMarked;
