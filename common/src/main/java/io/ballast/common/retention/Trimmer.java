// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.retention;

import io.ballast.common.lease.Leases;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Contends for the one place from which streams are trimmed; what is done there is a {@link TrimmerTenure}. */
@ApplicationScoped
class Trimmer implements Leases.Holder {

    static final String LEASE = "retention";

    private final Leases leases;
    private final RetainedStreams streams;
    private final HardCapAlerts alerts;
    private final TrimmerMeters meters;
    private final RetentionConfig config;
    private final TimeSource time;
    private final Timer timer;
    private volatile @Nullable TrimmerTenure tenure;

    Trimmer(
            Leases leases,
            RetainedStreams streams,
            HardCapAlerts alerts,
            TrimmerMeters meters,
            RetentionConfig config,
            TimeSource time,
            Timer timer) {
        this.leases = leases;
        this.streams = streams;
        this.alerts = alerts;
        this.meters = meters;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            leases.contend(LEASE, this);
        }
    }

    @Override
    public void acquired(long epoch) {
        TrimmerTenure begun = new TrimmerTenure(epoch, streams, alerts, meters, config, time, timer);
        tenure = begun;
        begun.pass();
    }

    @Override
    public void lost() {
        TrimmerTenure ended = tenure;
        tenure = null;
        if (ended != null) {
            ended.end();
        }
        meters.clear();
    }
}
