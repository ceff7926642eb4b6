// SPDX-License-Identifier: Apache-2.0

/** Services as processes over a Redis Cluster. */
@NullMarked
package io.ballast.verify.cluster;

import org.jspecify.annotations.NullMarked;
