// SPDX-License-Identifier: Apache-2.0

/** Reading and playing recordings. */
@NullMarked
package io.ballast.local.venues.capture;

import org.jspecify.annotations.NullMarked;
