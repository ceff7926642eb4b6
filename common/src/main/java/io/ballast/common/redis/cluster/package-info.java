// SPDX-License-Identifier: Apache-2.0
/** What a Redis Cluster is: slots, who has them, and what its nodes say when they have them no more. */
@NullMarked
package io.ballast.common.redis.cluster;

import org.jspecify.annotations.NullMarked;
