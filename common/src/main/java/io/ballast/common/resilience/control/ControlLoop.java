// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.ballast.common.resilience.Breakers;
import io.ballast.common.resilience.ServiceInstance;
import io.ballast.common.time.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Keeps this instance and the fleet together: overrides first, then the history that speaks of them, so that whoever
 * hears an announcement finds the decision.
 */
@ApplicationScoped
class ControlLoop implements ControlPlane.Follower {

    private static final Logger LOG = Logger.getLogger(ControlLoop.class);

    private final ControlPlane plane;
    private final Overrides overrides;
    private final History history;
    private final Fleet fleet;
    private final Breakers breakers;
    private final ServiceInstance self;
    private final Timer timer;
    private final Duration heartbeat;
    private volatile boolean stopped;

    ControlLoop(
            ControlPlane plane,
            Overrides overrides,
            History history,
            Fleet fleet,
            Breakers breakers,
            ServiceInstance self,
            Timer timer,
            ControlConfig config) {
        this.plane = plane;
        this.overrides = overrides;
        this.history = history;
        this.fleet = fleet;
        this.breakers = breakers;
        this.self = self;
        this.timer = timer;
        this.heartbeat = config.heartbeat();
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("circuit control begins: instance=%s", self.id());
        breakers.onTransition(history::moved);
        plane.follow(this);
        timer.after(heartbeat, this::beat);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        plane.close();
    }

    @Override
    public void connected() {
        synchronise();
    }

    @Override
    public void disconnected() {
        history.hold();
    }

    @Override
    public void announced(String subject) {
        if (subject.startsWith(self.service() + "/")) {
            overrides.reconcile().subscribe().with(done -> {}, ControlLoop::failed);
        }
    }

    private void beat() {
        if (stopped) {
            return;
        }
        if (plane.connected()) {
            synchronise();
        }
        timer.after(heartbeat, this::beat);
    }

    private void synchronise() {
        overrides
                .reconcile()
                .invoke(history::open)
                .chain(fleet::publish)
                .subscribe()
                .with(done -> {}, ControlLoop::failed);
    }

    /** The next heartbeat tries again; the link itself says when it is down. */
    private static void failed(Throwable cause) {
        LOG.debugf("circuit control not in step with the fleet: error=%s", cause.getMessage());
    }
}
