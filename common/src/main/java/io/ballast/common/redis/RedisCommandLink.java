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
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one supervised connection that commands are pipelined over, probed while it lasts. */
final class RedisCommandLink implements RedisRoute {

    private final RedisPeer peer;
    private final RedisConfig config;
    private final Timer timer;
    private final Supervisor link;
    private final Consumer<RedisCommandLink> answered;
    private final AtomicLong dials = new AtomicLong();
    private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

    /**
     * @param cameUp told when it is up
     * @param answered told after each answered probe
     */
    RedisCommandLink(
            RedisPeer peer,
            RedisConfig config,
            TimeSource time,
            Timer timer,
            MeterRegistry meters,
            Runnable cameUp,
            Consumer<RedisCommandLink> answered) {
        this.peer = peer;
        this.config = config;
        this.timer = timer;
        this.answered = answered;
        this.link = new Supervisor(
                peer.link(), this::dial, RedisLinkSettings.of(config), time, timer, new SplittableRandom(), state -> {
                    if (state instanceof LinkState.Up) {
                        cameUp.run();
                    }
                });
        LinkMeters.watch(link, meters);
    }

    Supervisor supervisor() {
        return link;
    }

    @Override
    public void start() {
        link.start();
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public boolean up() {
        return connection() != null;
    }

    @Override
    public LinkStats stats() {
        return link.stats();
    }

    @Override
    public Uni<Response> send(Request request) {
        return over(connection -> connection.send(request));
    }

    /** Of this server: it knows of no replica. */
    @Override
    public Uni<Response> stale(Request request) {
        return send(request);
    }

    @Override
    public Uni<List<Response>> batch(List<Request> requests) {
        return over(connection -> connection.batch(requests));
    }

    @Override
    public Uni<Void> probe() {
        return over(peer.alive());
    }

    @Override
    public Uni<Void> probeWrites() {
        return over(connection ->
                RedisDedicated.probeWrites(connection, peer.probeKey().get()));
    }

    @Override
    public List<RedisCommandLink> primaries() {
        return List.of(this);
    }

    private <T> Uni<T> over(Function<RedisConnection, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            RedisConnection connection = connection();
            return connection == null
                    ? Uni.createFrom().failure(new RedisUnavailableException("the Redis link is down"))
                    : limited(call.apply(connection));
        });
    }

    /** The connection while there is one that works. */
    private @Nullable RedisConnection connection() {
        Session session = current.get();
        return session == null ? null : session.connection;
    }

    /** Fails rather than waits longer than a command may. */
    private <T> Uni<T> limited(Uni<T> call) {
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
            peer.dial().get().subscribe().with(this::opened, this::failed);
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
                limited(peer.alive().apply(open)).subscribe().with(alive -> alive(open), this::failed);
            }
        }

        private void alive(RedisConnection open) {
            attempt.activity();
            answered.accept(RedisCommandLink.this);
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
