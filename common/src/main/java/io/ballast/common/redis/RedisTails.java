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

    private final RedisConnector servers;
    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;

    RedisTails(
            @RedisClientName("invalidation") Redis redis,
            RedisServers servers,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.servers = servers.connector("invalidation", redis);
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    /** A tail that is not started yet; {@code link} names its connection in logs and meters. */
    public RedisTail of(String link, Topic topic, RedisTail.Listener listener) {
        return new RedisTail(link, topic.streamKey(), listener, servers, config, time, timer, meters);
    }
}
