// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import io.vertx.redis.client.RedisOptions;

/** Sees the Redis client without being named so. */
record HiddenClient(RedisOptions options) {}
