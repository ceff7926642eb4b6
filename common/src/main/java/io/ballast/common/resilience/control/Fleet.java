// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The breakers of all replicas of all services, as each last published them; this instance's as they are. */
@ApplicationScoped
class Fleet {

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
    private static final Comparator<BreakerStatus> ORDER = Comparator.comparing(BreakerStatus::service)
            .thenComparing(BreakerStatus::name)
            .thenComparing(BreakerStatus::instance);

    private final Breakers breakers;
    private final ControlPlane plane;
    private final ServiceInstance self;
    private final TimeSource time;
    private final Duration expiry;

    Fleet(Breakers breakers, ControlPlane plane, ServiceInstance self, TimeSource time, ControlConfig config) {
        this.breakers = breakers;
        this.plane = plane;
        this.self = self;
        this.time = time;
        this.expiry = config.heartbeatExpiry();
    }

    Uni<Void> publish() {
        return plane.publish(new FleetReport(self.id(), time.now(), breakers.statuses()));
    }

    Uni<List<BreakerStatus>> statuses() {
        Instant now = time.now();
        return plane.reports().map(reports -> {
            forget(reports, now.minus(FORGOTTEN_AFTER));
            Stream<BreakerStatus> others = reports.stream()
                    .filter(r -> !r.instance().equals(self.id()))
                    .filter(r -> r.at().isAfter(now.minus(expiry)))
                    .flatMap(r -> r.breakers().stream());
            return Stream.concat(breakers.statuses().stream(), others)
                    .sorted(ORDER)
                    .toList();
        });
    }

    /** Instances have a new name at every start: without this the dead would pile up. */
    private void forget(List<FleetReport> reports, Instant before) {
        List<String> dead = reports.stream()
                .filter(r -> r.at().isBefore(before))
                .map(FleetReport::instance)
                .toList();
        if (!dead.isEmpty()) {
            plane.forget(dead).subscribe().with(done -> {}, failure -> {}); // the next reader tries again
        }
    }
}
