// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.health.HealthContribution;
import io.ballast.common.link.LinkStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Redis link in {@code /health}. Redis away degrades a service; it never ends it. */
@ApplicationScoped
class RedisHealth implements HealthContribution {

    private final RedisGateway redis;

    RedisHealth(RedisGateway redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "redis_manager";
    }

    @Override
    public Status status() {
        return redis.up() ? Status.HEALTHY : Status.DEGRADED;
    }

    @Override
    public Map<String, Object> report() {
        LinkStats stats = redis.stats();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("connected", stats.up());
        report.put("healthy", stats.up());
        report.put("connection_attempts", stats.attempts());
        report.put("reconnects_last_hour", stats.reconnectsLastHour());
        report.put("successful_operations", redis.successfulOperations());
        report.put("failed_operations", redis.failedOperations());
        report.put("consecutive_failures", stats.consecutiveFailures());
        report.put("last_error", stats.lastError());
        report.put("last_error_time", stats.lastErrorAt());
        return report;
    }
}
