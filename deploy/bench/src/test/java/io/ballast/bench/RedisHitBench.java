// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.cache.CacheKey;
import io.ballast.common.cache.Loader;
import io.ballast.common.cache.Replica;
import io.ballast.common.redis.RedisDedicated;
import io.ballast.common.testing.EmbeddedRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An answer found in Redis alone: through our cache, and with a bare {@code GET} on a connection of its own. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class RedisHitBench {

    private static final Duration TTL = Duration.ofHours(1);
    private static final Loader NEVER = freshness -> {
        throw new IllegalStateException("not found in Redis");
    };
    private static final int GETS = 64;

    /** How many are asked for at the same time. */
    @Param({"1", "32"})
    public int inFlight;

    private final CacheKey[] keys = Keys.some(GETS);
    private Vertx vertx;
    private EmbeddedRedis server;
    private Replica replica;
    private RedisConnection connection;

    @Setup
    public void start() {
        vertx = Vertx.vertx();
        server = EmbeddedRedis.start();
        replica = Replica.hearing(server.url(), "max-local-length=0"); // nothing is kept in the process
        connection = RedisDedicated.open(Redis.createClient(vertx, server.url()), server.url())
                .await()
                .indefinitely();
        for (CacheKey key : keys) {
            replica.get(key, TTL, Keys.ANSWER);
        }
    }

    @TearDown
    public void end() {
        replica.close();
        vertx.closeAndAwait();
        server.close();
    }

    @Benchmark
    @OperationsPerInvocation(GETS)
    public void ours() throws InterruptedException {
        each(i -> replica.cache().body(keys[i], TTL, NEVER));
    }

    @Benchmark
    @OperationsPerInvocation(GETS)
    public void bare() throws InterruptedException {
        each(i -> connection.send(Request.cmd(Command.GET).arg(keys[i].value())));
    }

    private void each(IntFunction<Uni<?>> get) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        for (int i = 0; i < GETS; i++) {
            free.acquire();
            get.apply(i).subscribe().with(found -> free.release(), RedisHitBench::stop);
        }
        free.acquire(inFlight);
    }

    private static void stop(Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }
}
