// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.redis.RedisLinks;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;

/** For tests of other packages: one process's leases, in a real Redis and in real time. */
public final class TestLeases implements AutoCloseable {

    private final TimedLeases leases;

    /** @param settings of {@code ballast.lease}, {@code name=value} */
    public TestLeases(String instance, RedisLinks links, String... settings) {
        this.leases = new TimedLeases(
                new ServiceInstance("test", instance),
                new RedisLeaseStore(links.gateway()),
                Settings.of(LeaseConfig.class, "ballast.lease", settings),
                links.time(),
                links.time(),
                new SimpleMeterRegistry());
    }

    public Leases leases() {
        return leases;
    }

    /** Gives back what is held, as a process does that ends in order. */
    @Override
    public void close() {
        leases.stop(new ShutdownEvent());
    }
}
