// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.lease;

import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Leases that run out by time unless renewed, given back when the process ends in order. */
@ApplicationScoped
class TimedLeases implements Leases {

    private static final Logger LOG = Logger.getLogger(TimedLeases.class);
    private static final Duration GIVE_BACK_WITHIN = Duration.ofSeconds(1);

    private final ServiceInstance self;
    private final LeaseStore store;
    private final LeaseConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;
    private final List<Contender> contenders = new CopyOnWriteArrayList<>();

    TimedLeases(
            ServiceInstance self,
            LeaseStore store,
            LeaseConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.self = self;
        this.store = store;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    @Override
    public LeaseHold contend(String name, Holder holder) {
        Contender contender = new Contender(name, self.id(), holder, store, config, time, timer);
        contenders.add(contender);
        Gauge.builder("ballast_lease_held", contender, c -> c.epoch().isPresent() ? 1 : 0)
                .tag("lease", name)
                .register(meters);
        contender.bid();
        return contender;
    }

    /** On the thread that ends the process, while Redis can still be reached; the end waits no longer than a second. */
    void stop(@Observes ShutdownEvent event) {
        List<Uni<Void>> releases = contenders.stream().map(Contender::release).toList();
        if (!releases.isEmpty()) {
            try {
                Uni.join().all(releases).andCollectFailures().await().atMost(GIVE_BACK_WITHIN);
            } catch (RuntimeException e) {
                LOG.debugf("leases not given back, they run out: error=%s", e.getMessage());
            }
        }
    }
}
