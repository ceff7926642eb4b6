// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.Attempt;
import io.ballast.common.link.Backoff;
import io.ballast.common.link.Dialer;
import io.ballast.common.link.LinkSettings;
import io.ballast.common.link.LinkState;
import io.ballast.common.link.LinkStats;
import io.ballast.common.link.Supervisor;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Commands to Redis over a supervised link: every command has a time limit, and while the link is down commands fail at
 * once instead of queueing. The link pings through the command pool, so it is up exactly when commands work.
 */
@ApplicationScoped
public class RedisGateway {

    private final Redis redis;
    private final RedisConfig config;
    private final Timer timer;
    private final Supervisor link;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean up;

    RedisGateway(Redis redis, RedisConfig config, TimeSource time, Timer timer, MeterRegistry meters) {
        this.redis = redis;
        this.config = config;
        this.timer = timer;
        this.link = new Supervisor(
                "redis",
                this::dial,
                new LinkSettings(
                        new Backoff(config.backoffFirst(), config.backoffCeiling()),
                        config.commandTimeout().plusSeconds(1),
                        config.pingInterval().plus(config.commandTimeout()),
                        Duration.ofSeconds(10)),
                time,
                timer,
                new SplittableRandom(),
                this::moved);
        meters.gauge(
                "ballast_link_up",
                List.of(io.micrometer.core.instrument.Tag.of("link", "redis")),
                this,
                g -> g.up ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        link.start();
    }

    @PreDestroy
    void stop() {
        link.close();
    }

    public boolean up() {
        return up;
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
        return limited(() -> redis.send(request));
    }

    /** Commands pipelined on one connection; an error reply to one of them fails the whole. */
    public Uni<List<Response>> batch(List<Request> requests) {
        return limited(() -> redis.batch(requests));
    }

    private <T> Uni<T> limited(java.util.function.Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            if (!up) {
                return Uni.createFrom().failure(new RedisUnavailableException("the Redis link is down"));
            }
            return counted(call.get());
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

    private void moved(LinkState state) {
        up = state instanceof LinkState.Up;
    }

    private Dialer.Connection dial(Attempt attempt) {
        Pinger pinger = new Pinger(attempt);
        pinger.ping();
        return pinger;
    }

    /** Pings for as long as its attempt lasts. */
    private final class Pinger implements Dialer.Connection {

        private final Attempt attempt;
        private volatile boolean closed;

        Pinger(Attempt attempt) {
            this.attempt = attempt;
        }

        void ping() {
            if (closed) {
                return;
            }
            counted(redis.send(Request.cmd(Command.PING)))
                    .subscribe()
                    .with(this::answered, failure -> attempt.down(String.valueOf(failure.getMessage())));
        }

        private void answered(Response pong) {
            attempt.up();
            attempt.activity();
            timer.after(config.pingInterval(), this::ping);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
