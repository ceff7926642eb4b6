// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.redis.RedisDedicated;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A batch of events, confirmed before the next: through the publisher, and as a bare pipelined {@code XADD} of entries
 * whose fields are at hand.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class RedisPublishBench {

    private Vertx vertx;
    private EmbeddedRedis server;
    private RedisLinks links;
    private RedisConnection connection;
    private List<Outgoing> events;
    private List<List<String>> entries;

    @Setup
    public void start() {
        vertx = Vertx.vertx();
        server = EmbeddedRedis.start();
        links = RedisLinks.up(server.url(), new SimpleMeterRegistry());
        connection = RedisDedicated.open(Redis.createClient(vertx, server.url()), server.url())
                .await()
                .indefinitely();
        events = Trades.batch(() -> null);
        entries = events.stream().map(RedisPublishBench::entry).toList();
    }

    private static List<String> entry(Outgoing event) {
        List<String> arguments = new ArrayList<>(List.of(event.topic().streamKey(), "*"));
        EventFields.encode(event.event()).forEach((field, value) -> arguments.addAll(List.of(field, value)));
        return arguments;
    }

    /** Both sides begin every iteration with an empty stream. */
    @Setup(Level.Iteration)
    public void empty() {
        connection
                .send(Request.cmd(Command.DEL).arg(Topic.MARKET_TRADES.streamKey()))
                .await()
                .indefinitely();
    }

    @TearDown
    public void end() {
        links.close();
        vertx.closeAndAwait();
        server.close();
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object ours() {
        links.publisher().publish(events).await().indefinitely();
        return events;
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object bare() {
        List<Request> requests = new ArrayList<>(entries.size());
        for (List<String> entry : entries) {
            Request request = Request.cmd(Command.XADD);
            entry.forEach(request::arg);
            requests.add(request);
        }
        return connection.batch(requests).await().indefinitely();
    }
}
