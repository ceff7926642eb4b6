// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.market.first;

import io.ballast.verify.architecture.broken.bridge.route.Route;
import io.ballast.verify.architecture.broken.market.second.HoldsCycle;

/** One half of a cycle; also a service that knows another. */
public record Publishes(Route route, HoldsCycle other) {}
