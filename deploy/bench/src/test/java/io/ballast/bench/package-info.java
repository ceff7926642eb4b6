// SPDX-License-Identifier: Apache-2.0

/** What our layers cost over the libraries they stand on: both sides in one run, so that the machine drops out. */
@NullMarked
package io.ballast.bench;

import org.jspecify.annotations.NullMarked;
