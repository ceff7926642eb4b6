// SPDX-License-Identifier: Apache-2.0

/** A real Redis server with an append-only file. */
@NullMarked
package io.ballast.local.redis;

import org.jspecify.annotations.NullMarked;
