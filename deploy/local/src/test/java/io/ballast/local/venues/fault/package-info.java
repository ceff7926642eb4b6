// SPDX-License-Identifier: Apache-2.0

/** Tests of faults made on purpose. */
@NullMarked
package io.ballast.local.venues.fault;

import org.jspecify.annotations.NullMarked;
