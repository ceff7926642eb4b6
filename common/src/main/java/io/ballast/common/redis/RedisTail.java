// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The end of one stream, followed with blocking reads on a supervised connection of its own. Every entry added between
 * {@link Listener#joined} and {@link Listener#lost} is delivered once and in order; what was added outside is not.
 */
public final class RedisTail {

    /** Told one thing at a time; must not block. */
    public interface Listener {

        /** From now on entries are heard; some may have been missed before. */
        void joined();

        void lost();

        void entry(Map<String, String> fields);
    }

    private final String streamKey;
    private final Listener listener;
    private final Redis redis;
    private final RedisConfig config;
    private final Supervisor link;

    RedisTail(
            String link,
            String streamKey,
            Listener listener,
            Redis redis,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.streamKey = streamKey;
        this.listener = listener;
        this.redis = redis;
        this.config = config;
        this.link = new Supervisor(
                link,
                this::dial,
                new LinkSettings(
                        new Backoff(config.backoffFirst(), config.backoffCeiling()),
                        config.commandTimeout().plusSeconds(1),
                        config.pingInterval().plus(config.commandTimeout()),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                state -> {
                    if (!(state instanceof LinkState.Up)) {
                        listener.lost();
                    }
                });
        LinkMeters.watch(this.link, meters);
    }

    public void start() {
        link.start();
    }

    /** Ends it for good. */
    public void close() {
        link.close();
    }

    public LinkStats stats() {
        return link.stats();
    }

    private Dialer.Connection dial(Attempt attempt) {
        RedisTailReader reader = new RedisTailReader(attempt, streamKey, config.pingInterval(), listener);
        RedisDedicated.open(redis, config.url()).subscribe().with(reader::connected, reader::failed);
        return reader;
    }
}
