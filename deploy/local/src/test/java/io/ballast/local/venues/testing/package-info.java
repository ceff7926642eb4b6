// SPDX-License-Identifier: Apache-2.0

/** Time and clients in the hands of a test, and made-up captures. */
@NullMarked
package io.ballast.local.venues.testing;

import org.jspecify.annotations.NullMarked;
