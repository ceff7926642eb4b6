// SPDX-License-Identifier: Apache-2.0
package io.ballast.reconciliation.snapshot;

import io.ballast.common.time.TimeSource;
import io.ballast.reconciliation.ledger.RunRecord.RunResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What Prometheus learns of runs. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry meters;
    private final TimeSource time;
    private final Timer duration;
    private volatile double lastActivity = Double.NaN;

    RunMetrics(MeterRegistry meters, TimeSource time) {
        this.meters = meters;
        this.time = time;
        for (RunResult result : RunResult.values()) {
            count(result, 0); // a series that is there from the start shows its first increment as one
        }
        this.duration = Timer.builder("ballast_reconciliation_run").register(meters);
        meters.gauge("ballast_reconciliation_last_activity_timestamp_seconds", this, metrics -> metrics.lastActivity);
    }

    void ran(RunResult result, long durationMs) {
        count(result, 1);
        if (result == RunResult.ACCEPTED) {
            duration.record(Duration.ofMillis(durationMs));
        }
        lastActivity = time.now().toEpochMilli() / 1000.0;
    }

    private void count(RunResult result, int more) {
        meters.counter("ballast_reconciliation_runs", "result", result.text()).increment(more);
    }
}
