// SPDX-License-Identifier: Apache-2.0
/** Redis streams as a source: the live tail over a supervised connection, ranges of the past, and dead letters. */
@NullMarked
package io.ballast.bridge.endpoint.redis;

import org.jspecify.annotations.NullMarked;
