// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.Topic;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes {@link RedisTail}s over the client that is kept for blocking reads. */
@ApplicationScoped
public class RedisTails {

    private final Redis redis;
    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;

    RedisTails(
            @RedisClientName("invalidation") Redis redis,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.redis = redis;
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    /** A tail that is not started yet; {@code link} names its connection in logs and meters. */
    public RedisTail of(String link, Topic topic, RedisTail.Listener listener) {
        return new RedisTail(link, topic.streamKey(), listener, redis, config, time, timer, meters);
    }
}
