// SPDX-License-Identifier: Apache-2.0

/** The only place, with classes named Redis*, that sees the Redis client. */
@NullMarked
package io.ballast.common.redis;

import org.jspecify.annotations.NullMarked;
