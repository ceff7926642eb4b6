// SPDX-License-Identifier: Apache-2.0

/** Recorded frames of venues: reading the files and playing them to a client. */
@NullMarked
package io.ballast.local.venues.capture;

import org.jspecify.annotations.NullMarked;
