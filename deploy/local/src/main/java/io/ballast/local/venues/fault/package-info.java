// SPDX-License-Identifier: Apache-2.0

/** Faults made on purpose on the way from a venue to its clients. */
@NullMarked
package io.ballast.local.venues.fault;

import org.jspecify.annotations.NullMarked;
