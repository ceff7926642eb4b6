// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** A blocking read every second belongs to no request: a trace of each would drown those that do. */
@ApplicationScoped
@Identifier("invalidation")
class RedisInvalidationOptions implements RedisOptionsCustomizer {

    @Override
    public void customize(String clientName, RedisOptions options) {
        options.setTracingPolicy(TracingPolicy.IGNORE);
    }
}
