// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import java.time.Duration;

/** The control plane's defaults, with quick reconnects, a shorter time limit and a buffer to choose. */
record Settings(int buffer) implements ControlConfig {

    @Override
    public Duration commandTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration pollInterval() {
        return Duration.ofMillis(250);
    }

    @Override
    public Duration backoffFirst() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration backoffCeiling() {
        return Duration.ofMillis(200);
    }

    @Override
    public Duration heartbeat() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration heartbeatExpiry() {
        return Duration.ofSeconds(5);
    }
}
