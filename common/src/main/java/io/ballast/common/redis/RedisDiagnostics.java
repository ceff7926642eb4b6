// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.health.Component;
import io.ballast.common.health.DiagnosticContribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The connection for commands as a diagnosis sees it. */
@ApplicationScoped
class RedisDiagnostics implements DiagnosticContribution {

    private final RedisGateway redis;

    RedisDiagnostics(RedisGateway redis) {
        this.redis = redis;
    }

    @Override
    public List<Component> components() {
        return List.of(Component.of(
                Component.Kind.REDIS,
                redis.stats(),
                Map.of(
                        "successful_operations", redis.successfulOperations(),
                        "failed_operations", redis.failedOperations())));
    }
}
