// SPDX-License-Identifier: Apache-2.0

/** What a served venue protocol is to the server that carries it, and its time. */
@NullMarked
package io.ballast.local.venues.protocol;

import org.jspecify.annotations.NullMarked;
