// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commands to Redis, pipelined over one supervised connection. Every command has a time limit; while the link is down
 * commands fail at once instead of queueing, and those under way when it goes down fail then.
 */
@ApplicationScoped
public class RedisGateway {

    private final Redis redis;
    private final RedisConfig config;
    private final Timer timer;
    private final Supervisor link;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable RedisConnection> current = new AtomicReference<>();

    RedisGateway(Redis redis, RedisConfig config, TimeSource time, Timer timer, MeterRegistry meters) {
        this.redis = redis;
        this.config = config;
        this.timer = timer;
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
                state -> {});
        meters.gauge("ballast_link_up", Tags.of("link", "redis"), this, g -> g.up() ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        link.start();
    }

    @PreDestroy
    void stop() {
        link.close();
    }

    public boolean up() {
        return current.get() != null;
    }

    public LinkStats stats() {
        return link.stats();
    }

    public long successfulOperations() {
        return succeeded.sum();
    }

    public long failedOperations() {
        return failed.sum();
    }

    /** One command; fails with {@link RedisUnavailableException} or the server's own error. */
    public Uni<Response> command(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return limited(connection -> connection.send(request));
    }

    /** Commands in one write; an error reply to one of them fails the whole. */
    public Uni<List<Response>> batch(List<Request> requests) {
        return limited(connection -> connection.batch(requests));
    }

    private <T> Uni<T> limited(Function<RedisConnection, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            RedisConnection connection = current.get();
            if (connection == null) {
                failed.increment();
                return Uni.createFrom().failure(new RedisUnavailableException("the Redis link is down"));
            }
            return counted(call.apply(connection));
        });
    }

    private <T> Uni<T> counted(Uni<T> call) {
        return call.ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new RedisUnavailableException(
                        "no reply from Redis within " + config.commandTimeout().toMillis() + " ms"))
                .onItem()
                .invoke(succeeded::increment)
                .onFailure()
                .invoke(failed::increment);
    }

    private Session dial(Attempt attempt) {
        Session session = new Session(attempt);
        session.open();
        return session;
    }

    /**
     * One attempt and its connection, probed while it lasts. Takes no lock: the supervisor calls {@link #close} under
     * its own, and a report to the supervisor from under a lock of ours would wait for it the other way round.
     */
    private final class Session implements Dialer.Connection {

        private final Attempt attempt;
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
            current.set(fresh);
            if (closed) {
                drop();
                return;
            }
            attempt.up();
            probe(fresh);
        }

        private void probe(RedisConnection open) {
            if (!closed) {
                counted(RedisDedicated.probe(open)).subscribe().with(alive -> alive(open), this::failed);
            }
        }

        private void alive(RedisConnection open) {
            attempt.activity();
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
            RedisConnection open = connection;
            if (open != null) {
                current.compareAndSet(open, null);
                open.closeAndForget();
            }
        }
    }
}
