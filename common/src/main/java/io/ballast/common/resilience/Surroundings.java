// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import java.util.function.Consumer;

/** What every breaker of an instance shares. The listener is told of each transition, in order, and must not block. */
record Surroundings(
        Engine engine, ServiceInstance instance, TimeSource time, Timer timer, Consumer<Transition> listener) {}
