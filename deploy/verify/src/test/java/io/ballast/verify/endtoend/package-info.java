// SPDX-License-Identifier: Apache-2.0

/** The built services as real processes, driven through {@code ./ballast} and their sockets alone. */
@NullMarked
package io.ballast.verify.endtoend;

import org.jspecify.annotations.NullMarked;
