// SPDX-License-Identifier: Apache-2.0
package io.ballast.market.publication;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventPublisher.Outgoing;
import io.ballast.common.observability.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** One producer span for each event whose frame is traced; readers of the stream continue from it. */
@ApplicationScoped
class ProducerSpans implements PublishSpans {

    private final Tracing tracing;

    ProducerSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public Traced begin(List<Outgoing> batch) {
        List<Span> spans = new ArrayList<>();
        List<Outgoing> events =
                batch.stream().map(outgoing -> traced(outgoing, spans)).toList();
        return new Traced(events, () -> spans.forEach(Span::end));
    }

    private Outgoing traced(Outgoing outgoing, List<Span> spans) {
        Event event = outgoing.event();
        if (event.traceparent() == null) {
            return outgoing;
        }
        Span span = tracing.start("publish " + outgoing.topic().topicName(), SpanKind.PRODUCER, event.traceparent());
        spans.add(span);
        return new Outgoing(
                outgoing.topic(),
                new Event(
                        event.id(),
                        event.source(),
                        event.type(),
                        event.subject(),
                        event.time(),
                        Tracing.traceparent(span),
                        event.userId(),
                        event.data()));
    }
}
