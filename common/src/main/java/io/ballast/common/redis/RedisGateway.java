// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commands to Redis, pipelined over one supervised connection behind the breaker {@code redis}. Every command has a time
 * limit; while the link is down or the breaker open commands fail at once instead of queueing, and those under way when
 * the link goes down fail then.
 */
@ApplicationScoped
public class RedisGateway {

    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final RedisBreaker breaker;
    private final RedisCommandLink link;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile @Nullable Instant lastCheck;
    private volatile boolean lastCheckAnswered;
    private volatile boolean stopped;

    RedisGateway(
            Redis redis, RedisConfig config, Breakers breakers, TimeSource time, Timer timer, MeterRegistry meters) {
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.breaker = new RedisBreaker(breakers, () -> over(RedisDedicated::probeWrites));
        this.link = new RedisCommandLink(redis, config, time, timer, meters, breaker::linkIsUp, breaker::answered);
    }

    void start(@Observes StartupEvent event) {
        link.supervisor().start();
        check();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        link.supervisor().close();
    }

    public boolean up() {
        return link.connection() != null;
    }

    public LinkStats stats() {
        return link.supervisor().stats();
    }

    public long successfulOperations() {
        return succeeded.sum();
    }

    public long failedOperations() {
        return failed.sum();
    }

    RedisStatistics statistics() {
        BreakerStatus breakerNow = breaker.status();
        return new RedisStatistics(
                stats(),
                breakerNow,
                successfulOperations(),
                failedOperations(),
                up() && !breakerNow.active() && lastCheckAnswered,
                lastCheck);
    }

    /** Gathers the statistics anew, with one round trip past the breaker, and again after the interval. */
    private void check() {
        if (!stopped) {
            over(RedisDedicated::probe).subscribe().with(alive -> checked(true), failure -> checked(false));
            timer.after(config.statisticsInterval(), this::check);
        }
    }

    private void checked(boolean answered) {
        lastCheckAnswered = answered;
        lastCheck = time.now();
    }

    /** One command; fails with {@link RedisUnavailableException} or the server's own error. */
    public Uni<Response> command(Command command, String... arguments) {
        Request request = request(command, arguments);
        return guarded(connection -> connection.send(request));
    }

    /**
     * As {@link #command}, but past the breaker: for what mends the server. One that refuses writes for want of memory
     * opens the breaker, and trimming has to reach it all the same.
     */
    public Uni<Response> remedy(Command command, String... arguments) {
        Request request = request(command, arguments);
        return over(connection -> connection.send(request));
    }

    private static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    /** Commands in one write; an error reply to one of them fails the whole. */
    public Uni<List<Response>> batch(List<Request> requests) {
        return guarded(connection -> connection.batch(requests));
    }

    private <T> Uni<T> guarded(Function<RedisConnection, Uni<T>> call) {
        return breaker.guarded(() -> over(call))
                .onItem()
                .invoke(succeeded::increment)
                .onFailure()
                .invoke(failed::increment);
    }

    private <T> Uni<T> over(Function<RedisConnection, Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            RedisConnection connection = link.connection();
            return connection == null
                    ? Uni.createFrom().failure(new RedisUnavailableException("the Redis link is down"))
                    : link.limited(call.apply(connection));
        });
    }
}
