// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.architecture.broken.common.events;

import io.ballast.verify.architecture.broken.bridge.route.Route;

/** Common code that depends on a service. */
record KnowsAService(Route route) {}
