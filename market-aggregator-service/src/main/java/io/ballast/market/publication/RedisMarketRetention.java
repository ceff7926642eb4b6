// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Removes events older than the retention from the market topics, so that a stream cannot grow for ever. */
@ApplicationScoped
class RedisMarketRetention {

    private static final Logger LOG = Logger.getLogger(RedisMarketRetention.class);
    private static final List<Topic> TOPICS = List.of(
            Topic.MARKET_TRADES,
            Topic.MARKET_QUOTES,
            Topic.MARKET_NORMALIZED,
            Topic.MARKET_CANDLES,
            Topic.MARKET_CONTROL);

    private final RedisGateway redis;
    private final PublicationConfig config;
    private final TimeSource time;
    private final Timer timer;
    private volatile boolean stopped;

    RedisMarketRetention(RedisGateway redis, PublicationConfig config, TimeSource time, Timer timer) {
        this.redis = redis;
        this.config = config;
        this.time = time;
        this.timer = timer;
    }

    void start(@Observes StartupEvent event) {
        schedule();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void schedule() {
        timer.after(config.trimInterval(), () -> {
            if (!stopped) {
                schedule();
                trim();
            }
        });
    }

    /** Whole nodes only ({@code ~}): exactness would cost far more than a few entries kept too long. */
    private void trim() {
        String oldest = Long.toString(time.now().minus(config.retention()).toEpochMilli());
        for (Topic topic : TOPICS) {
            redis.command(Command.XTRIM, topic.streamKey(), "MINID", "~", oldest)
                    .subscribe()
                    .with(
                            removed -> {},
                            failure -> LOG.debugf(
                                    "trim failed: topic=%s cause=%s", topic.topicName(), failure.getMessage()));
        }
    }
}
