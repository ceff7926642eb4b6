// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.lease.Leases;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/**
 * What every lane needs.
 *
 * @param ends finds a Redis by its configured name, which was checked before
 */
record RelayEnvironment(
        RelayConfig config,
        Function<String, RedisEnd> ends,
        DeadLetters deadLetters,
        Breakers breakers,
        Leases leases,
        TimeSource time,
        Timer timer,
        MeterRegistry meters) {

    RedisEnd source(Lane lane) {
        return ends.apply(lane.route().source().redis());
    }

    RedisEnd target(Lane lane) {
        return ends.apply(lane.route().sink().redis());
    }
}
