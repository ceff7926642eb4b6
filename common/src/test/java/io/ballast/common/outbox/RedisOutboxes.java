// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.observability.Tracing;
import io.ballast.common.redis.RedisLinks;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** For tests of other packages: the stream side of an outbox, over a real server. */
public final class RedisOutboxes {

    private RedisOutboxes() {}

    public static OutboxStream stream(RedisLinks redis, MeterRegistry meters) {
        return new RedisOutboxStream(redis.gateway(), new Tracing(OpenTelemetry.noop()), meters);
    }
}
