// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.common.time.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Lets every lane that this instance carries compare itself with its ledger, all the time. */
@ApplicationScoped
class RelayAudits {

    private static final Logger LOG = Logger.getLogger(RelayAudits.class);

    private final Relays relays;
    private final RelayConfig config;
    private final Timer timer;
    private volatile boolean closed;

    RelayAudits(Relays relays, RelayConfig config, Timer timer) {
        this.relays = relays;
        this.config = config;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event) {
        timer.after(config.auditEvery(), this::pass);
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
    }

    private void pass() {
        if (closed) {
            return;
        }
        List<Uni<Void>> passes = relays.all().stream()
                .flatMap(run -> run.lanes().stream())
                .filter(LaneRun::owned)
                .map(RelayAudits::quietly)
                .toList();
        Uni<?> all = passes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(passes).andCollectFailures();
        all.onTermination()
                .invoke(() -> timer.after(config.auditEvery(), this::pass))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("audit failed: error=%s", failure.getMessage()));
    }

    /** What is away now is looked at next time. */
    private static Uni<Void> quietly(LaneRun lane) {
        return lane.audit()
                .onFailure()
                .invoke(failure ->
                        LOG.debugf("not audited: lane=%s error=%s", lane.lane().leaseName(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
