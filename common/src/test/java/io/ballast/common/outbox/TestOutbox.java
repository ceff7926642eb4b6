// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.outbox;

import io.ballast.common.events.Event;
import io.ballast.common.events.Topic;
import io.ballast.common.observability.Tracing;
import io.ballast.common.redis.RedisLinks;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** The Redis side of an outbox as its relay uses it, batch after batch, for measuring. */
public final class TestOutbox {

    private static final long EPOCH = 1;

    private final Topic topic;
    private final OutboxStream stream;
    private OutboxPosition position = OutboxPosition.START;

    public TestOutbox(Topic topic, RedisLinks redis, MeterRegistry meters) {
        this.topic = topic;
        this.stream = new RedisOutboxStream(redis.gateway(), new Tracing(OpenTelemetry.noop()), meters);
    }

    /** Takes the relaying over, at the position that the stream has. */
    public Uni<Void> claim() {
        return stream.claim(topic, EPOCH).invoke(this::reached).replaceWithVoid();
    }

    /** Appends the events as the next rows. */
    public Uni<Void> relay(List<Event> events) {
        List<OutboxRow> rows = new ArrayList<>(events.size());
        long sequence = position.sequence();
        for (Event event : events) {
            rows.add(new OutboxRow(new OutboxPosition("bench", 1, 1, ++sequence), event));
        }
        return stream.append(topic, EPOCH, position, rows).invoke(this::reached).replaceWithVoid();
    }

    private void reached(OutboxStream.Outcome outcome) {
        if (!(outcome instanceof OutboxStream.Outcome.At at)) {
            throw new IllegalStateException("not appended: " + outcome);
        }
        position = at.position();
    }
}
