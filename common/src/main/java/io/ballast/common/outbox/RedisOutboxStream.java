// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.Topic;
import io.ballast.common.lease.FencedException;
import io.ballast.common.lease.RedisFence;
import io.ballast.common.lease.RedisFencedScript;
import io.ballast.common.observability.Tracing;
import io.ballast.common.redis.RedisGateway;
import io.ballast.common.redis.RedisKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic's stream, and beside it a hash with the position and the highest epoch that claimed it. Both change in one
 * script, which Redis runs, replicates and keeps in its append-only file all or not at all. The hash's name carries the
 * stream's as hash tag, so that a Redis Cluster keeps both in one slot.
 */
@ApplicationScoped
class RedisOutboxStream implements OutboxStream {

    private static final RedisFencedScript CLAIM =
            new RedisFencedScript("return {'at', redis.call('HGET', KEYS[1], 'position') or ''}");
    private static final RedisFencedScript APPEND = new RedisFencedScript(
            """
            local at = redis.call('HGET', KEYS[1], 'position') or ''
            if at ~= ARGV[2] then return {'elsewhere', at} end
            local i = 4
            while i <= #ARGV do
              local n = tonumber(ARGV[i])
              redis.call('XADD', KEYS[2], '*', unpack(ARGV, i + 1, i + n))
              i = i + n + 1
            end
            redis.call('HSET', KEYS[1], 'position', ARGV[3])
            return {'at', ARGV[3]}""");

    private final RedisGateway redis;
    private final Tracing tracing;
    private final MeterRegistry meters;

    RedisOutboxStream(RedisGateway redis, Tracing tracing, MeterRegistry meters) {
        this.redis = redis;
        this.tracing = tracing;
        this.meters = meters;
    }

    /** The hash that holds a topic's position. */
    static String positionKey(Topic topic) {
        return RedisKeys.beside("ballast:outbox", topic.streamKey());
    }

    @Override
    public Uni<Outcome> claim(Topic topic, long epoch) {
        return run(CLAIM, topic, epoch, List.of(), List.of());
    }

    @Override
    public Uni<OutboxPosition> position(Topic topic) {
        return redis.command(Command.HMGET, positionKey(topic), "position").map(reply -> {
            @Nullable Response position = reply.get(0);
            return read(position == null ? "" : position.toString());
        });
    }

    @Override
    public Uni<Outcome> append(Topic topic, long epoch, OutboxPosition expected, List<OutboxRow> rows) {
        return Uni.createFrom().deferred(() -> {
            List<Span> spans = new ArrayList<>();
            List<String> arguments = new ArrayList<>();
            arguments.add(text(expected));
            arguments.add(rows.getLast().position().text());
            for (OutboxRow row : rows) {
                Map<String, String> fields = EventFields.encode(traced(topic, row.event(), spans));
                arguments.add(Integer.toString(fields.size() * 2));
                fields.forEach((field, value) -> {
                    arguments.add(field);
                    arguments.add(value);
                });
            }
            return run(APPEND, topic, epoch, List.of(topic.streamKey()), arguments)
                    .invoke(outcome -> count(topic, outcome, rows.size()))
                    .onTermination()
                    .invoke(() -> spans.forEach(Span::end));
        });
    }

    private Uni<Outcome> run(
            RedisFencedScript script, Topic topic, long epoch, List<String> keys, List<String> arguments) {
        return script.run(redis, new RedisFence(positionKey(topic), epoch), keys, arguments)
                .map(RedisOutboxStream::outcome)
                .onFailure(FencedException.class)
                .recoverWithItem(new Outcome.Fenced());
    }

    /** The time from commit to stream is part of the trace of whatever made the event, where that is recorded. */
    private Event traced(Topic topic, Event event, List<Span> spans) {
        if (!sampled(event.traceparent())) {
            return event;
        }
        Span span = tracing.start(topic.topicName() + " relay", SpanKind.PRODUCER, event.traceparent());
        spans.add(span);
        String next = Tracing.traceparent(span);
        return next == null ? event : event.continuedBy(next);
    }

    /** The last digit of the flags (W3C Trace Context, 3.2.2.5.1). */
    private static boolean sampled(@Nullable String traceparent) {
        return traceparent != null && (Character.digit(traceparent.charAt(traceparent.length() - 1), 16) & 1) == 1;
    }

    private void count(Topic topic, Outcome outcome, int rows) {
        if (outcome instanceof Outcome.At) {
            meters.counter("ballast_events_published", "topic", topic.topicName())
                    .increment(rows);
        }
    }

    private static Outcome outcome(Response reply) {
        String value = reply.get(1).toString();
        return switch (reply.get(0).toString()) {
            case "at" -> new Outcome.At(read(value));
            case "elsewhere" -> new Outcome.Elsewhere(read(value));
            default -> throw new IllegalStateException("unexpected reply: " + reply);
        };
    }

    private static OutboxPosition read(String text) {
        return text.isEmpty() ? OutboxPosition.START : OutboxPosition.parse(text);
    }

    private static String text(OutboxPosition position) {
        return position.equals(OutboxPosition.START) ? "" : position.text();
    }
}
