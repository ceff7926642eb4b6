// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.outbox.TestOutbox;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The Redis side of the outbox relay: a batch of rows appended together with the position, under the lease's epoch, as
 * the relay does it; and the same events published without any of that.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class RedisRelayBench {

    private EmbeddedRedis server;
    private RedisLinks links;
    private TestOutbox outbox;
    private List<Outgoing> events;
    private List<Event> rows;

    @Setup
    public void start() {
        server = EmbeddedRedis.start();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        links = RedisLinks.up(server.url(), meters);
        outbox = new TestOutbox(Topic.MARKET_TRADES, links, meters);
        outbox.claim().await().indefinitely();
        events = Trades.batch(() -> null);
        rows = events.stream().map(Outgoing::event).toList();
    }

    @Setup(Level.Iteration)
    public void empty() {
        links.gateway()
                .command(Command.DEL, Topic.MARKET_TRADES.streamKey())
                .await()
                .indefinitely();
    }

    @TearDown
    public void end() {
        links.close();
        server.close();
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object ours() {
        outbox.relay(rows).await().indefinitely();
        return rows;
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object bare() {
        links.publisher().publish(events).await().indefinitely();
        return events;
    }
}
