// SPDX-License-Identifier: Apache-2.0

/** The venues server over real sockets. */
@NullMarked
package io.ballast.local.venues;

import org.jspecify.annotations.NullMarked;
