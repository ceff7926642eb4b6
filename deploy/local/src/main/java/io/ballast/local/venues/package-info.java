// SPDX-License-Identifier: Apache-2.0

/** A server that speaks venues' own protocols, from recordings or from a simulated market. */
@NullMarked
package io.ballast.local.venues;

import org.jspecify.annotations.NullMarked;
