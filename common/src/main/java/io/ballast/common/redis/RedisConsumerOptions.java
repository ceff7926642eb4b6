// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** A blocking read belongs to no event: each event that it brings gets a span of its own. */
@ApplicationScoped
@Identifier("consumer")
class RedisConsumerOptions implements RedisOptionsCustomizer {

    @Override
    public void customize(String clientName, RedisOptions options) {
        options.setTracingPolicy(TracingPolicy.IGNORE);
    }
}
