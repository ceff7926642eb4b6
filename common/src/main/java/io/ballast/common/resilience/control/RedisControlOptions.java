// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.resilience.control;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** The control plane asks several times a second: a span for each question would drown what traces are for. */
@ApplicationScoped
class RedisControlOptions implements RedisOptionsCustomizer {

    @Override
    public void customize(String clientName, RedisOptions options) {
        if (clientName.equals("control")) {
            options.setTracingPolicy(TracingPolicy.IGNORE);
        }
    }
}
