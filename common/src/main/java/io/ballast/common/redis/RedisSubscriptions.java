// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Makes {@link RedisSubscription}s over the client that is kept for pub/sub. */
@ApplicationScoped
public class RedisSubscriptions {

    private final RedisConnector servers;
    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final MeterRegistry meters;

    RedisSubscriptions(
            @RedisClientName("pubsub") Redis redis,
            RedisServers servers,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.servers = servers.connector("pubsub", redis);
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.meters = meters;
    }

    /** A subscription that is not started yet; {@code link} names its connection in logs and meters. */
    public RedisSubscription of(String link, Set<String> channels, RedisSubscription.Listener listener) {
        return new RedisSubscription(link, channels, listener, servers, config, time, timer, meters);
    }
}
