// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.lease.Leases;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The surroundings of lanes in a running service. */
@ApplicationScoped
class RedisRelayEnvironment {

    @Produces
    @Singleton
    RelayEnvironment environment(
            RelayConfig config,
            RedisEnds ends,
            DeadLetters deadLetters,
            Breakers breakers,
            Leases leases,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        return new RelayEnvironment(
                config,
                name -> ends.named(name).orElseThrow(() -> new IllegalStateException("no such Redis: " + name)),
                deadLetters,
                breakers,
                leases,
                time,
                timer,
                meters);
    }
}
