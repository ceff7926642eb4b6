// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkMeters;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one supervised connection that commands are pipelined over, probed while it lasts. */
final class RedisCommandLink {

    private final Redis redis;
    private final RedisConfig config;
    private final Timer timer;
    private final Supervisor link;
    private final Consumer<RedisConnection> answered;
    private final AtomicLong dials = new AtomicLong();
    private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

    /**
     * @param cameUp told when it is up
     * @param answered told after each answered probe
     */
    RedisCommandLink(
            Redis redis,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Runnable cameUp,
            Consumer<RedisConnection> answered) {
        this.redis = redis;
        this.config = config;
        this.timer = timer;
        this.answered = answered;
        this.link = new Supervisor(
                "redis",
                this::dial,
                new LinkSettings(
                        new Backoff(config.backoffFirst(), config.backoffCeiling()),
                        config.commandTimeout(),
                        config.pingInterval().plus(config.commandTimeout()),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                state -> {
                    if (state instanceof LinkState.Up) {
                        cameUp.run();
                    }
                });
        LinkMeters.watch(link, meters);
    }

    Supervisor supervisor() {
        return link;
    }

    /** The connection while there is one that works. */
    @Nullable
    RedisConnection connection() {
        Session session = current.get();
        return session == null ? null : session.connection;
    }

    /** Fails rather than waits longer than a command may. */
    <T> Uni<T> limited(Uni<T> call) {
        return call.ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new RedisUnavailableException(
                        "no reply from Redis within " + config.commandTimeout().toMillis() + " ms"));
    }

    private Session dial(Attempt attempt) {
        Session session = new Session(attempt);
        session.open();
        return session;
    }

    /**
     * One attempt and its connection. Takes no lock: the client closes connections under one of its own, and under the
     * same reports that they were closed.
     */
    private final class Session implements Dialer.Connection {

        private final Attempt attempt;
        private final long number = dials.incrementAndGet();
        private volatile @Nullable RedisConnection connection;
        private volatile boolean closed;

        Session(Attempt attempt) {
            this.attempt = attempt;
        }

        void open() {
            RedisDedicated.open(redis, config.url()).subscribe().with(this::opened, this::failed);
        }

        private void opened(RedisConnection fresh) {
            connection = fresh;
            fresh.exceptionHandler(this::failed);
            fresh.endHandler(() -> attempt.down("the connection was closed"));
            // a dial that was given up may connect after its successor, whose place it must not take
            current.accumulateAndGet(
                    this, (before, now) -> before == null || before.number < now.number ? now : before);
            if (closed) {
                drop();
                return;
            }
            attempt.up();
            timer.after(config.pingInterval(), () -> probe(fresh));
        }

        private void probe(RedisConnection open) {
            if (!closed) {
                limited(RedisDedicated.probe(open)).subscribe().with(alive -> alive(open), this::failed);
            }
        }

        private void alive(RedisConnection open) {
            attempt.activity();
            answered.accept(open);
            timer.after(config.pingInterval(), () -> probe(open));
        }

        private void failed(Throwable cause) {
            attempt.down(String.valueOf(cause.getMessage()));
        }

        @Override
        public void close() {
            closed = true;
            drop();
        }

        private void drop() {
            current.compareAndSet(this, null);
            RedisConnection open = connection;
            if (open != null) {
                open.closeAndForget();
            }
        }
    }
}
