// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.database;

import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** What a {@link ReplicatedDatabase} uses of the process it is in. */
public record Platform(Vertx vertx, Breakers breakers, TimeSource time, Timer timer, MeterRegistry meters) {}
