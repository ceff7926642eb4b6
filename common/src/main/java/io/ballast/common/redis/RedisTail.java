// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
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
    private final RedisConnector servers;
    private final RedisConfig config;
    private final Supervisor link;

    RedisTail(
            String link,
            String streamKey,
            Listener listener,
            RedisConnector servers,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        this.streamKey = streamKey;
        this.listener = listener;
        this.servers = servers;
        this.config = config;
        this.link = new Supervisor(
                link, this::dial, RedisLinkSettings.asking(config), time, timer, new SplittableRandom(), state -> {
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
        servers.open(streamKey).subscribe().with(reader::connected, reader::failed);
        return reader;
    }
}
