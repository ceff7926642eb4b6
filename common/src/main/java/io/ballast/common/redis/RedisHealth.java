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
        return redis.stats().up() && !redis.statistics().breaker().active() ? Status.HEALTHY : Status.DEGRADED;
    }

    @Override
    public Map<String, Object> report() {
        RedisStatistics now = redis.statistics();
        LinkStats link = now.link();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("connected", redis.up());
        report.put("healthy", now.healthy());
        report.put("circuit_open", now.breaker().active());
        report.put("connection_attempts", link.attempts());
        report.put("reconnects_last_hour", link.reconnectsLastHour());
        report.put("successful_operations", now.successfulOperations());
        report.put("failed_operations", now.failedOperations());
        report.put("consecutive_failures", link.consecutiveFailures());
        report.put("last_health_check", now.lastHealthCheck());
        report.put("last_error", RedisErrors.openly(link.lastError())); // addresses are not for everybody
        report.put("last_error_time", link.lastErrorAt());
        report.put("circuit_opened_at", now.breaker().openedAt());
        return report;
    }
}
