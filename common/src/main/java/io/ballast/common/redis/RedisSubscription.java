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
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Pub/sub channels on a supervised connection of their own. Every message published between {@link Listener#joined} and
 * {@link Listener#lost} is delivered once and in order; pub/sub keeps nothing of what was published outside. The
 * channels are subscribed before the link is up; in a cluster any node delivers them all, and that of one channel is taken; a connection that says nothing is noticed, because it is pinged.
 */
public final class RedisSubscription {

    /** Told one thing at a time; must not block. */
    public interface Listener {

        /** From now on messages are heard; some may have been missed before. */
        void joined();

        void lost();

        void message(String channel, String payload);
    }

    private final Set<String> channels;
    private final Listener listener;
    private final RedisConnector servers;
    private final RedisConfig config;
    private final Timer timer;
    private final Supervisor link;

    RedisSubscription(
            String link,
            Set<String> channels,
            Listener listener,
            RedisConnector servers,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("no channels for " + link);
        }
        this.channels = Set.copyOf(channels);
        this.listener = listener;
        this.servers = servers;
        this.config = config;
        this.timer = timer;
        this.link = new Supervisor(
                link, this::dial, RedisLinkSettings.of(config), time, timer, new SplittableRandom(), state -> {
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
        RedisSubscriber subscriber = new RedisSubscriber(attempt, channels, config.pingInterval(), timer, listener);
        servers.open(channels.iterator().next()).subscribe().with(subscriber::connected, subscriber::failed);
        return subscriber;
    }
}
