// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.redis;

import io.ballast.common.events.Event;
import io.ballast.common.events.EventFields;
import io.ballast.common.events.EventHandler;
import io.ballast.common.events.Topic;
import io.ballast.common.link.Backoff;
import io.ballast.common.observability.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Brings the entries of one stream to their handler, one at a time, whichever connection they came over. */
final class RedisEntryHandling {

    /** How it ended. */
    sealed interface Outcome {
        record Handled() implements Outcome {}

        /** @param reason {@code invalid} or {@code failed} */
        record Refused(String reason, String cause, int attempts) implements Outcome {}
    }

    private static final Logger LOG = Logger.getLogger(RedisEntryHandling.class);

    private final Topic topic;
    private final EventHandler handler;
    private final ConsumerConfig pace;
    private final RedisTopicConsumer.Surroundings around;
    private final Tracing tracing;
    private final Backoff backoff;
    private final SplittableRandom random = new SplittableRandom();
    private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    RedisEntryHandling(
            Topic topic,
            EventHandler handler,
            ConsumerConfig pace,
            RedisTopicConsumer.Surroundings around,
            Tracing tracing) {
        this.topic = topic;
        this.handler = handler;
        this.pace = pace;
        this.around = around;
        this.tracing = tracing;
        this.backoff = new Backoff(pace.retryFirst(), pace.retryCeiling());
    }

    /** Completes when no event of an earlier connection is with the handler any more. */
    Uni<Void> idle() {
        return Uni.createFrom().completionStage(underWay);
    }

    /**
     * Handles one entry, trying again as long as that may help.
     *
     * @param wanted says whether there is still any use in trying
     * @param then told the outcome, on whatever thread; not told if it is not wanted any more
     */
    void handle(Map<String, String> fields, BooleanSupplier wanted, Consumer<Outcome> then) {
        switch (EventFields.decode(topic, fields)) {
            case EventFields.Decoded.Invalid(String cause) -> then.accept(new Outcome.Refused("invalid", cause, 0));
            case EventFields.Decoded.Valid(Event event) -> attempt(new Trial(event, 0, 0), wanted, then);
        }
    }

    void setAside(Outcome.Refused refused, String id) {
        LOG.warnf(
                "event set aside: topic=%s entry=%s reason=%s cause=%s",
                topic.topicName(), id, refused.reason(), refused.cause());
        dropped(refused.reason());
    }

    /** An entry that was taken out of the stream before it was read. */
    void trimmed(String id) {
        LOG.errorf("event lost: topic=%s entry=%s cause=trimmed while pending", topic.topicName(), id);
        dropped("trimmed");
    }

    private void dropped(String reason) {
        around.meters()
                .counter("ballast_events_dropped", "topic", topic.topicName(), "reason", reason)
                .increment();
    }

    private void attempt(Trial trial, BooleanSupplier wanted, Consumer<Outcome> then) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        Event event = trial.event();
        CompletableFuture<Void> mine = new CompletableFuture<>();
        underWay = mine;
        Span span = tracing.start("consume " + topic.topicName(), SpanKind.CONSUMER, event.traceparent());
        String traceparent = Tracing.traceparent(span);
        Event continued = traceparent == null ? event : event.continuedBy(traceparent);
        Uni.createFrom()
                .deferred(() -> handler.handle(continued))
                .ifNoItem()
                .after(pace.handlerLimit())
                .fail()
                .onFailure()
                .invoke(failure -> span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage())))
                .onTermination()
                .invoke(() -> {
                    span.end();
                    mine.complete(null);
                })
                .subscribe()
                .with(done -> then.accept(new Outcome.Handled()), failure -> failed(trial, failure, wanted, then));
    }

    private void failed(Trial trial, Throwable failure, BooleanSupplier wanted, Consumer<Outcome> then) {
        boolean outside = failure instanceof TimeoutException || handler.isTransient(failure);
        Trial next = trial.after(outside);
        if (next.attempts() >= pace.attempts()) {
            then.accept(new Outcome.Refused("failed", failure.toString(), next.attempts()));
            return;
        }
        if (next.waits() == 1) {
            LOG.warnf(
                    "event tried again: topic=%s event=%s cause=%s",
                    topic.topicName(), trial.event().id(), failure);
        }
        around.timer().after(backoff.delay(trial.waits(), random), () -> attempt(next, wanted, then));
    }

    /**
     * An event on its way.
     *
     * @param attempts failures that are its own; what lies outside it does not count
     */
    private record Trial(Event event, int attempts, int waits) {

        Trial after(boolean outside) {
            return new Trial(event, outside ? attempts : attempts + 1, waits + 1);
        }
    }
}
