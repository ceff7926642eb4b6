// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import io.ballast.common.time.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Drives the monitor: one measurement at a time, on a worker, since a file system may let one wait. */
@ApplicationScoped
class Sampling {

    private static final Logger LOG = Logger.getLogger(Sampling.class);

    private final HealthMonitor monitor;
    private final HealthConfig config;
    private final Timer timer;
    private volatile boolean closed;

    Sampling(HealthMonitor monitor, HealthConfig config, Timer timer) {
        this.monitor = monitor;
        this.config = config;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event) {
        next();
    }

    @PreDestroy
    void stop() {
        closed = true;
    }

    private void next() {
        if (!closed) {
            timer.after(config.sampleEvery(), () -> Infrastructure.getDefaultWorkerPool()
                    .execute(this::sample));
        }
    }

    private void sample() {
        try {
            monitor.sample();
        } catch (RuntimeException e) {
            LOG.warnf("health not measured: error=%s", e.getMessage());
        } finally {
            next();
        }
    }
}
