// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.second;

import io.ballast.verify.architecture.broken.market.first.Publishes;
import org.jspecify.annotations.Nullable;

/** The other half of the cycle. */
public record HoldsCycle(@Nullable Publishes other) {}
