// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.link.LinkStats;
import io.ballast.common.resilience.BreakerStatus;
import io.ballast.common.resilience.Breakers;
import io.ballast.common.time.TimeSource;
import io.ballast.common.time.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands to Redis, pipelined over one supervised connection, in a cluster over one to each node, behind the breaker
 * {@code redis}. Every command has a time limit; while the link is down or the breaker open commands fail at once
 * instead of queueing, and those under way when the link goes down fail then.
 */
@ApplicationScoped
public class RedisGateway {

    private final RedisConfig config;
    private final TimeSource time;
    private final Timer timer;
    private final RedisBreaker breaker;
    private final RedisRoute route;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile @Nullable Instant lastCheck;
    private volatile boolean lastCheckAnswered;
    private volatile boolean stopped;

    RedisGateway(
            Redis redis, RedisServers servers, RedisConfig config, Breakers breakers, TimeSource time, Timer timer) {
        this.config = config;
        this.time = time;
        this.timer = timer;
        this.breaker = new RedisBreaker(breakers, this::probeWrites);
        this.route = servers.route(redis, breaker::linkIsUp, breaker::answered);
    }

    private Uni<Void> probeWrites() {
        return route.probeWrites();
    }

    void start(@Observes StartupEvent event) {
        route.start();
        check();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        route.close();
    }

    /** Whether a command has a chance; in a cluster one for some other key may have none. */
    public boolean up() {
        return route.up();
    }

    /** Of the link; in a cluster of those to all nodes as one, which is up only if all are. */
    public LinkStats stats() {
        return route.stats();
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
                stats().up() && !breakerNow.active() && lastCheckAnswered,
                lastCheck);
    }

    /** Gathers the statistics anew, with one round trip past the breaker, and again after the interval. */
    private void check() {
        if (!stopped) {
            route.probe().subscribe().with(alive -> checked(true), failure -> checked(false));
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
        return guarded(() -> route.send(request));
    }

    /**
     * As {@link #command}, for a read whose answer may be a few seconds old: a replica is asked where {@code
     * ballast.redis.replica-reads} allows it and one is up, else the primary. Not for what was written just now, nor for
     * what follows from an invalidation.
     */
    public Uni<Response> stale(Command command, String... arguments) {
        Request request = request(command, arguments);
        return guarded(() -> route.stale(request));
    }

    /**
     * As {@link #command}, but past the breaker: for what mends the server. One that refuses writes for want of memory
     * opens the breaker, and trimming has to reach it all the same.
     */
    public Uni<Response> remedy(Command command, String... arguments) {
        Request request = request(command, arguments);
        return route.send(request);
    }

    private static Request request(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    /** Commands in one write to each node; an error reply to one of them fails the whole. */
    public Uni<List<Response>> batch(List<Request> requests) {
        return guarded(() -> route.batch(requests));
    }

    /**
     * The keys of one type whose names match the pattern, each once, past the breaker as {@link #remedy}. In a cluster
     * those of a node that is away are missing; fails if no node answers.
     */
    public Uni<List<String>> keys(String pattern, String type) {
        return Uni.createFrom().deferred(() -> {
            List<Uni<List<String>>> walks = route.primaries().stream()
                    .map(link -> RedisScan.of(link, pattern, type))
                    .toList();
            return walks.size() == 1 ? walks.getFirst() : RedisScan.whatCanBeHad(walks);
        });
    }

    private <T> Uni<T> guarded(Supplier<Uni<T>> call) {
        return breaker.guarded(call)
                .onItem()
                .invoke(succeeded::increment)
                .onFailure()
                .invoke(failed::increment);
    }
}
