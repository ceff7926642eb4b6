// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import java.time.Duration;

/** A gateway's settings with limits short enough to wait for in a test. */
record QuickSettings(String url) implements RedisConfig {

    @Override
    public Duration commandTimeout() {
        return Duration.ofMillis(500);
    }

    @Override
    public Duration pingInterval() {
        return Duration.ofMillis(200);
    }

    @Override
    public Duration statisticsInterval() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration backoffFirst() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration backoffCeiling() {
        return Duration.ofMillis(100);
    }
}
