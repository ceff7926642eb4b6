// SPDX-License-Identifier: Apache-2.0
package io.ballast.bench;

import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.events.Topic;
import io.ballast.common.observability.TestTracing;
import io.ballast.common.observability.Tracing;
import io.ballast.common.redis.RedisLinks;
import io.ballast.common.testing.EmbeddedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.mutiny.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch of events, each made under a span of its own and published with its context: every trace sampled, and none. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // filled in by the set-up
public class TracingBench {

    private final TestTracing all = new TestTracing(1);
    private final TestTracing none = new TestTracing(0);
    private final Tracing sampled = all.tracing();
    private final Tracing unsampled = none.tracing();
    private EmbeddedRedis server;
    private RedisLinks links;

    @Setup
    public void start() {
        server = EmbeddedRedis.start();
        links = RedisLinks.up(server.url(), new SimpleMeterRegistry());
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
        all.close();
        none.close();
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object ours() {
        return publish(sampled);
    }

    @Benchmark
    @OperationsPerInvocation(Trades.BATCH)
    public Object bare() {
        return publish(unsampled);
    }

    private Object publish(Tracing tracing) {
        List<Span> spans = new ArrayList<>(Trades.BATCH);
        List<Outgoing> events = Trades.batch(() -> {
            Span span = tracing.start("venue frame", SpanKind.CONSUMER, null);
            spans.add(span);
            return span.getSpanContext().isSampled() ? Tracing.traceparent(span) : null;
        });
        links.publisher().publish(events).await().indefinitely();
        spans.forEach(Span::end);
        return spans;
    }
}
